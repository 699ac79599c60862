import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import { assertSameRelease } from '@workcompanion/core/releases/release-signature';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { writeBatches } from '@workcompanion/core/storage/write-batches';
import type { ReleaseStore } from './release-store.ts';

/** What the disk keeps for everything else. */
const LEAST_FREE_BYTES = 1024 ** 3;

/**
 * Writes the MSI and makes it durable; only as much as its statement says, and only
 * if it is the very file. Throws `release-mismatch`, `storage-full`.
 */
export async function receiveRelease(
  store: ReleaseStore,
  facts: ReleaseFacts,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const path = store.incoming(randomUUID());
  await mkdir(dirname(path), { recursive: true });
  await assertRoom(dirname(path), facts.bytes);
  try {
    await write(path, facts, body);
    await store.files.adopt(releaseFile(facts), path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function write(
  path: string,
  facts: ReleaseFacts,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    await writeBatches(file, body, (chunk) => {
      bytes += chunk.length;
      if (bytes > facts.bytes) throw tooLong(facts);
      hash.update(chunk);
    });
    assertSameRelease(facts, { sha256: hash.digest('hex'), bytes });
    await file.sync();
  } finally {
    await file.close();
  }
}

function tooLong({ version, bytes }: ReleaseFacts): AppError {
  return new AppError('release-mismatch', `The file is longer than the ${bytes} bytes stated.`, {
    details: { version },
  });
}

async function assertRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes + LEAST_FREE_BYTES) return;
  throw new AppError('storage-full', 'The disk has no room for this release.');
}
