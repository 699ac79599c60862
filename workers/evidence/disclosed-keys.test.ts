import { execFile } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { NO_TRUST } from '@workcompanion/core/evidence/trust';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { segments } from '@workcompanion/db/schema/segments';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { FRAMES_PER_SECOND } from './testing/drawn-footage.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import { type MadeZip, readMade } from './testing/read-made.ts';

const START_MS = Date.parse('2026-11-18T09:00:00.000Z');
const DISPLAY = 'MONITOR-1';
const SEGMENT_SECONDS = 4;
const at = (seconds: number): number => (START_MS + seconds * 1000) * 1000;

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

describe('the keys that a package discloses', () => {
  it('open the footage in it, and nothing that was withheld from the same window', async () => {
    const made = await packageOf({ oldSegments: 0 });
    const { manifest, files } = made;
    expect(manifest.segments.map(({ absent }) => absent)).toEqual([null, 'withheld', null]);
    expect(new Set(manifest.segments.map(({ keyId }) => keyId)).size).toBe(1);
    expect(manifest.windowKeys).toEqual([]);
    expect(await opened(made)).toEqual([true, false, true]);
    const codes = await codesOf(made);
    expect(codes).toContain('segments-open');
    expect(codes.filter((code) => code.startsWith('key-'))).toEqual([]);
    expect(await framesPlayed(files)).toBe(2 * SEGMENT_SECONDS * FRAMES_PER_SECOND);
  }, 180_000);

  it('open the whole window where footage is older, and the package says so', async () => {
    const made = await packageOf({ oldSegments: 2 });
    const { manifest, files } = made;
    // Two kinds under one data key: the recorder was renewed between the segments.
    expect(manifest.segments.map(({ keyDerivation }) => keyDerivation)).toEqual([
      undefined,
      undefined,
      'hkdf-sha256-v1',
    ]);
    expect(manifest.windowKeys).toMatchObject([{ keyId: manifest.segments[0]?.keyId }]);
    expect(await opened(made)).toEqual([true, true, true]);
    const codes = await codesOf(made);
    expect(codes).toEqual(
      expect.arrayContaining(['segments-open', 'key-opens-window', 'key-opens-withheld']),
    );
    expect(await framesPlayed(files)).toBe(2 * SEGMENT_SECONDS * FRAMES_PER_SECOND);
  }, 180_000);
});

/** Three segments under one data key; the one in the middle is withheld. */
async function packageOf({ oldSegments }: { readonly oldSegments: number }): Promise<MadeZip> {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 5_000);
  const about = { display: DISPLAY, segments: 3, segmentSeconds: SEGMENT_SECONDS, oldSegments };
  await recorder.record({ ...about, startMs: START_MS });
  const stretch = { from: at(5), to: at(6), reason: 'a private letter' };
  const id = await fixture.ask(recorder, {
    from: at(0),
    to: at(12),
    displays: [DISPLAY],
    redaction: { withheld: [{ ...stretch, device: null, display: DISPLAY }], blurred: [] },
  });
  const { ctx, options, make } = fixture;
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  if (!claimed) throw new Error('nothing was claimed');
  const stopping = new AbortController().signal;
  expect(await runEvidencePackage(ctx, claimed, { ...options, make, stopping })).toBe('made');
  return readMade(fixture, id);
}

/** For each stored segment: whether anything in the package that could be a key opens it. */
async function opened({ files }: MadeZip): Promise<boolean[]> {
  const keys = [...files].flatMap(([path, bytes]) =>
    /\.(ts|mp4|html)$/.test(path) ? [] : keysIn(bytes.toString('utf8')),
  );
  const rows = await fixture.ctx.db.select().from(segments).orderBy(asc(segments.startsAt));
  const found: boolean[] = [];
  for (const row of rows) {
    const reader = await fixture.ctx.hot.read(segmentObjectKey(row));
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(piece);
    await reader.close();
    const iv = Buffer.from(row.iv, 'hex');
    found.push(keys.some((key) => isVideo(Buffer.concat(pieces), key, iv)));
  }
  return found;
}

/** Whatever has 16 bytes in base64, base64url or hex. */
function keysIn(text: string): Buffer[] {
  const base64 = text.match(/(?<![\w+/-])[\w+/-]{22}(?![\w+/-])/g) ?? [];
  const hex = text.match(/(?<![\da-f])[\da-f]{32}(?![\da-f])/g) ?? [];
  return [
    ...base64.map((one) => Buffer.from(one, 'base64')),
    ...hex.map((one) => Buffer.from(one, 'hex')),
  ];
}

function isVideo(ciphertext: Buffer, key: Buffer, iv: Buffer): boolean {
  const decipher = createDecipheriv('aes-128-cbc', key, iv);
  const plain = decipher.update(ciphertext.subarray(0, 1024));
  return plain[0] === 0x47 && plain[188] === 0x47 && plain[376] === 0x47;
}

async function codesOf({ zip }: MadeZip): Promise<string[]> {
  const reader = await openPackage(new Blob([new Uint8Array(zip)]), null);
  if (!reader.ok) throw new Error(reader.problem);
  const { findings } = await checkPackage(reader.reader, {
    trust: NO_TRUST,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return findings.map(({ code }) => code);
}

/** By ffmpeg, of the unpacked package's own playlist. */
async function framesPlayed(files: MadeZip['files']): Promise<number> {
  const folder = join(fixture.folder, 'unpacked');
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const { stdout } = await promisify(execFile)('ffprobe', [
    ...['-v', 'error', '-allowed_extensions', 'ALL', '-count_frames'],
    ...['-show_entries', 'stream=nb_read_frames', '-of', 'json', join(folder, 'display-1.m3u8')],
  ]);
  return Number(JSON.parse(stdout).streams[0].nb_read_frames);
}
