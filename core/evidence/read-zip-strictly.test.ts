import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPackage } from './open-package.ts';
import { readZipStrictly } from './read-zip-strictly.ts';
import { type ClassicEntry, classicZip, endOf } from './testing/classic-zip.ts';
import { fuzzArchives } from './testing/fuzz-archives.ts';
import { draftPackage, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { trustIn, verdictOf } from './testing/verdict-of.ts';
import { unzip } from './testing/zip-entries.ts';
import type { Trust } from './trust.ts';

const run = promisify(execFile);
const TRUE: ClassicEntry = { name: 'video.mp4', content: Buffer.from('the true video') };
const FALSE: ClassicEntry = { name: 'video.mp4', content: Buffer.from('another video!') };
const OTHER: ClassicEntry = { name: 'keys.json', content: Buffer.from('{}') };

async function judged(zip: Buffer): Promise<string> {
  const read = async (start: number, end: number) => zip.subarray(start, end);
  const found = await readZipStrictly({ size: zip.length, read });
  return found.kind === 'ambiguous' ? found.problem : found.kind;
}

/** A zip64 end of another directory before a 32-bit end of the true one. */
function withForgedEnd64(): Buffer {
  const [first, second] = [classicZip([TRUE]), classicZip([FALSE])];
  const trueEnd = first.subarray(-22);
  const body = Buffer.concat([first.subarray(0, -22), second.subarray(0, -22)]);
  const falseAt = first.length - 22 + second.readUInt32LE(second.length - 6);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(1n, 24);
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(body.length - falseAt), 40);
  end64.writeBigUInt64LE(BigInt(falseAt), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(body.length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([body, end64, locator, trueEnd]);
}

/** Two directories in one file, each with an end. */
function joined(first: Buffer, second: Buffer): Buffer {
  const moved = Buffer.from(second);
  const from = moved.readUInt32LE(moved.length - 6);
  moved.writeUInt32LE(from + first.length, moved.length - 6);
  moved.writeUInt32LE(moved.readUInt32LE(from + 42) + first.length, from + 42);
  return Buffer.concat([first, moved]);
}

const ATTACKS: readonly (readonly [string, Buffer, string])[] = [
  ['a true directory of 32 bits and a forged one of 64', withForgedEnd64(), 'directory'],
  ['two archives joined', Buffer.concat([classicZip([TRUE]), classicZip([FALSE])]), 'ends'],
  [
    'two archives joined with mended offsets',
    joined(classicZip([FALSE]), classicZip([TRUE])),
    'ends',
  ],
  [
    'something before the first file',
    Buffer.concat([Buffer.from('#!'), classicZip([TRUE])]),
    'directory',
  ],
  ['something after the end', Buffer.concat([classicZip([TRUE]), Buffer.from('more')]), 'ends'],
  ['a second end record in a file', classicZip([{ ...TRUE, content: endOf(1, 10, 0) }]), 'ends'],
  [
    'names swapped in the local headers',
    classicZip([
      { ...TRUE, localName: OTHER.name },
      { ...OTHER, localName: TRUE.name },
    ]),
    'headers',
  ],
  ['another size in a local header', classicZip([{ ...TRUE, localSize: 3 }]), 'headers'],
  ['an entry that no directory names', classicZip([TRUE, { ...FALSE, isHidden: true }]), 'gaps'],
  ['a hidden entry before the others', classicZip([{ ...FALSE, isHidden: true }, TRUE]), 'ends'],
  [
    'a gap between two files',
    classicZip([{ ...TRUE, gapAfter: Buffer.from('gap') }, OTHER]),
    'gaps',
  ],
  ['a link', classicZip([{ ...TRUE, mode: 0o120777 }]), 'links'],
  ['a device', classicZip([{ ...TRUE, mode: 0o060666 }]), 'links'],
  ['a name that is no ASCII', classicZip([{ ...TRUE, name: 'vide\xf3.mp4' }]), 'names'],
  ['a name that ends early', classicZip([{ ...TRUE, name: 'video.mp4\0.txt' }]), 'names'],
  [
    'another name in an extra field',
    classicZip([{ ...TRUE, extra: Buffer.from('upup\x05\0\x01\0\0\0\0').subarray(2) }]),
    'features',
  ],
  ['half an extra field', classicZip([{ ...TRUE, extra: Buffer.from('UT\x09\0\0') }]), 'features'],
  ['text', Buffer.from('no zip at all, but long enough for one'), 'no-zip'],
];

describe('an archive that programs could read in different ways', () => {
  it.each(ATTACKS)('is refused: %s', async (_name, zip, problem) => {
    expect(await judged(zip)).toBe(problem);
  });

  it('is refused for entries that overlap', async () => {
    const zip = classicZip([TRUE, OTHER]);
    const second = zip.lastIndexOf('PK\x01\x02');
    zip.writeUInt32LE(0, second + 42);
    expect(await judged(zip)).toBe('gaps');
  });

  it('is refused for a checksum that is not that of the content', async () => {
    const zip = classicZip([{ ...TRUE, crc: 1 }]);
    expect(await judged(zip)).toBe('clear');
    const opened = await openPackage(new Blob([new Uint8Array(zip)]), null);
    if (!opened.ok) throw new Error(opened.problem);
    const read = async () => {
      for await (const _piece of opened.reader.stream(TRUE.name));
    };
    await expect(read()).rejects.toMatchObject({ problem: 'checksum' });
  });

  it('is not every honest one', async () => {
    expect(await judged(classicZip([TRUE, { ...OTHER, isStored: false }]))).toBe('clear');
  });
});

/** As somebody names a case, and not as a program names a file. */
const FOLDER = 'Case 7 (copy)';

describe('a package that somebody has unpacked', () => {
  let zip: Uint8Array<ArrayBuffer>;
  let trust: Trust;
  beforeAll(async () => {
    const { scene, server } = await prepareScene();
    zip = await sealDraft(await draftPackage(scene, server));
    trust = await trustIn(server);
  });

  it.each([
    ['zip', ['-qr', '../again.zip', '.'], FOLDER],
    ['zip', ['-qr', 'again.zip', FOLDER], '.'],
    ['zip', ['-qrD0', '../again.zip', '.'], FOLDER],
    ['python3', ['-m', 'zipfile', '-c', 'again.zip', `${FOLDER}/`], '.'],
  ])('verifies when %s %j packs it again', async (program, args, where) => {
    const folder = await mkdtemp(join(tmpdir(), 'packed-again-'));
    try {
      for (const [path, bytes] of await unzip(zip)) {
        await mkdir(dirname(join(folder, FOLDER, path)), { recursive: true });
        await writeFile(join(folder, FOLDER, path), bytes);
      }
      await run(program, args, { cwd: join(folder, where) });
      expect(await readdir(folder)).toContain('again.zip');
      const again = new Uint8Array(await readFile(join(folder, 'again.zip')));
      const { outcome, findings } = await verdictOf(again, trust);
      expect(findings.filter(({ status }) => status === 'broken')).toEqual([]);
      expect(outcome).toBe('proven');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is named for what was added, and not called a danger', async () => {
    const entries = await unzip(zip);
    const more = [...entries, ['My notes (2).txt', new Uint8Array(3)] as const];
    const packed = classicZip(more.map(([name, bytes]) => ({ name, content: Buffer.from(bytes) })));
    const { findings } = await verdictOf(new Uint8Array(packed), trust);
    expect(findings.filter(({ status }) => status === 'broken')).toMatchObject([
      { code: 'entry-unlisted', subject: { path: 'My notes (2).txt' } },
    ]);
  });
});

describe('an archive that is changed at random', () => {
  it('is never read in two ways: what we read, other unpackers read too', async () => {
    const { accepted, differences } = await fuzzArchives(400, 7);
    expect(accepted).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  }, 300_000);
});
