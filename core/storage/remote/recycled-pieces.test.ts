import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chunksOf, expectedOf, md5Of } from '../contract/sample-blobs.ts';
import { FolderStore } from '../folder-store.ts';
import { PiecePool, POOL_PIECE_BYTES } from '../piece-pool.ts';
import { openTestTos } from '../testing/open-test-tos.ts';

const UPLOADS = 4;
const PIECES = 12;
const PATIENT = { idleMs: 20_000, totalMs: 60_000 };

/** Tells how many buffers there were. */
class CountedPool extends PiecePool {
  readonly buffers = new Set<ArrayBufferLike>();
  override take(): Buffer {
    const piece = super.take();
    this.buffers.add(piece.buffer);
    return piece;
  }
}

it('sends right bytes from a few buffers that go round, also to a slow store', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pieces-'));
  const { server, store, dispose } = await openTestTos({ timeouts: PATIENT });
  const pieces = new CountedPool();
  const folder = new FolderStore(root, { pieces });
  const slow = { kind: 'slow', bytesPerSecond: 20_000_000 } as const;
  server.addFault({ operation: 'put', fault: slow, times: UPLOADS / 2 });
  try {
    await Promise.all(
      Array.from({ length: UPLOADS }, async (_, index) => {
        const bytes = randomBytes(PIECES * POOL_PIECE_BYTES + 1000);
        const request = { ...expectedOf(bytes), md5: md5Of(bytes) };
        await folder.put(`file-${index}`, chunksOf(bytes, 1 << 20), request);
        const reader = await folder.read(`file-${index}`);
        const recycle = (piece: Uint8Array) => pieces.giveBack(piece);
        await store.put(`file-${index}`, reader.chunks(), { ...request, recycle });
        expect(server.objects.get(`file-${index}`)?.crc64).toBe(request.crc64);
      }),
    );
    expect(pieces.buffers.size).toBeLessThanOrEqual(UPLOADS * 4);
  } finally {
    await dispose();
    await rm(root, { recursive: true, force: true });
  }
});
