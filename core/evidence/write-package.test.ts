import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { CaseId, ClipId, DeviceId, EvidencePackageId, newId, PersonId } from '../ids.ts';
import { checkSums } from './check-files.ts';
import { type Manifest, verifyManifestSeal } from './manifest.ts';
import { PackageWriter } from './write-package.ts';

const run = promisify(execFile);
const keys = await generateSigningKeyPair();
const createdAt = Date.UTC(2026, 10, 24, 12) * 1000;
let folder: string;

describe('PackageWriter', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'package-writer-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('counts and hashes each file, and seals the list of its files', async () => {
    const file = join(folder, 'plain.zip');
    const writer = new PackageWriter(createWriteStream(file), { password: null, createdAt });
    const segment = await writer.add('segments/a/b.ts.aes', pieces(40, 100_000));
    expect(segment).toEqual({
      path: 'segments/a/b.ts.aes',
      bytes: 4_000_000,
      sha256: createHash('sha256').update(Buffer.alloc(4_000_000, 7)).digest('hex'),
    });
    await writer.add('custody.json', '{}');
    const finished = await writer.finish(manifest(), keys.privateKey);

    const entries = await unpack(file);
    expect([...entries.keys()]).toEqual([
      'segments/a/b.ts.aes',
      'custody.json',
      'SHA256SUMS',
      'SM3SUMS',
      'manifest.json',
      'manifest.jws',
    ]);
    const text = entries.get('manifest.json') ?? new Uint8Array();
    expect(JSON.parse(Buffer.from(text).toString())).toEqual(finished.manifest);
    expect(createHash('sha256').update(text).digest('hex')).toBe(finished.manifestSha256);
    const seal = Buffer.from(entries.get('manifest.jws') ?? []).toString();
    expect(await verifyManifestSeal(seal, keys.publicKey)).toMatchObject({
      package: finished.manifest.package,
      manifestSha256: finished.manifestSha256,
    });
  });

  it('may grow beyond 4 GB: all that tells a size or a place has 64 bits', async () => {
    const file = join(folder, 'zip64.zip');
    const writer = new PackageWriter(createWriteStream(file), { password: null, createdAt });
    await writer.add('segments/a/b.ts.aes', pieces(2, 1_000));
    await writer.finish(manifest(), keys.privateKey);
    const zip = await readFile(file);
    // APPNOTE.TXT 4.3.14 and 4.3.15: record and locator; 4.5.3: the field of an entry.
    expect(zip.includes(Buffer.from('504b0606', 'hex'))).toBe(true);
    expect(zip.includes(Buffer.from('504b0607', 'hex'))).toBe(true);
    const directory = zip.subarray(zip.indexOf(Buffer.from('504b0102', 'hex')));
    const inEntries = directory.toString('latin1').split('PK\x01\x02').slice(1);
    expect(inEntries).toHaveLength(5);
    for (const entry of inEntries) expect(entry.slice(16, 24)).toBe('\xff'.repeat(8));
  });

  it('hides all but what is needed to open it behind a password', async () => {
    const file = join(folder, 'locked.zip');
    const writer = new PackageWriter(createWriteStream(file), { password: 'sesame', createdAt });
    await writer.add('README.txt', 'Open with the password.', { inClear: true });
    await writer.add('custody.json', '{"secret":"of the case"}');
    await writer.finish(manifest(), keys.privateKey);

    expect(Buffer.from((await unpack(file, 'sesame')).get('custody.json') ?? []).toString()).toBe(
      '{"secret":"of the case"}',
    );
    await expect(unpack(file, 'open')).rejects.toThrow(/password/i);
    expect(Buffer.from((await unpackOne(file, 'README.txt')) ?? []).toString()).toMatch(/^Open/);
  });

  it.runIf(existsSync('/usr/bin/unzip'))('writes what a plain unpacker opens', async () => {
    const file = join(folder, 'unzip.zip');
    const writer = new PackageWriter(createWriteStream(file), { password: null, createdAt });
    await writer.add('a/b.bin', pieces(3, 70_000));
    await writer.finish(manifest(), keys.privateKey);
    expect((await run('unzip', ['-t', file])).stdout).toMatch(/No errors/);
  });

  it('lists the digests of its files as sha256sum and openssl write them', async () => {
    const file = join(folder, 'sums.zip');
    const writer = new PackageWriter(createWriteStream(file), { password: null, createdAt });
    await writer.add('a/b.bin', pieces(3, 70_000));
    await writer.add('custody.json', '{}');
    const finished = await writer.finish(manifest(), keys.privateKey);
    await run('unzip', ['-q', file, '-d', join(folder, 'sums')]);
    const checked = await run('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(folder, 'sums') });
    expect(checked.stdout).toBe('a/b.bin: OK\ncustody.json: OK\n');
    const args = ['dgst', '-r', '-sm3', 'a/b.bin', 'custody.json'];
    const sm3 = await run('openssl', args, { cwd: join(folder, 'sums') });
    const entries = await unpack(file);
    expect(String(Buffer.from(entries.get('SM3SUMS') ?? []))).toBe(
      sm3.stdout.replaceAll(' *', '  '),
    );
    const sums = entries.get('SHA256SUMS') ?? new Uint8Array();
    expect(checkSums(finished.manifest, new Map([['SHA256SUMS', sums]]))).toEqual([]);
    const other = new Map([['SHA256SUMS', sums.with(0, 120)]]);
    expect(checkSums(finished.manifest, other)).toMatchObject([{ code: 'sums-differ' }]);
  });

  it('refuses a path twice, a path that leaves the package, and its own documents', async () => {
    const writer = new PackageWriter(createWriteStream(join(folder, 'refused.zip')), {
      password: null,
      createdAt,
    });
    await writer.add('a.json', '{}');
    await expect(writer.add('a.json', '{}')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(writer.add('../a.json', '{}')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(writer.add('manifest.json', '')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('fails when what is to be written fails', async () => {
    const writer = new PackageWriter(createWriteStream(join(folder, 'torn.zip')), {
      password: null,
      createdAt,
    });
    await expect(writer.add('a.bin', failing())).rejects.toThrow('the disk is gone');
  });
});

async function* pieces(count: number, bytes: number) {
  for (let at = 0; at < count; at += 1) yield new Uint8Array(bytes).fill(7);
}

async function* failing() {
  yield new Uint8Array(10);
  throw new Error('the disk is gone');
}

async function unpack(file: string, password?: string): Promise<Map<string, Uint8Array>> {
  const zip = new ZipReader(new Uint8ArrayReader(await readFile(file)));
  const found = new Map<string, Uint8Array>();
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue;
    const options = password === undefined ? {} : { password };
    found.set(entry.filename, await entry.getData(new Uint8ArrayWriter(), options));
  }
  return found;
}

async function unpackOne(file: string, path: string) {
  const zip = new ZipReader(new Uint8ArrayReader(await readFile(file)));
  const entry = (await zip.getEntries()).find(({ filename }) => filename === path);
  return entry?.directory === false ? entry.getData(new Uint8ArrayWriter()) : undefined;
}

function manifest(): Omit<Manifest, 'files' | 'createdAt'> {
  const device = newId(DeviceId);
  return {
    v: 1,
    package: newId(EvidencePackageId),
    software: 'test',
    case: { id: newId(CaseId), title: 'Complaint' },
    clip: { id: newId(ClipId), title: 'A call' },
    person: { id: newId(PersonId), name: 'Lin Mei' },
    timeZone: 'Asia/Shanghai',
    from: createdAt - 60_000_000,
    to: createdAt - 30_000_000,
    devices: [
      {
        device,
        hostname: 'pc',
        publicKey: keys.publicKey,
        enrolledAt: 0,
        displays: ['HDMI-1'],
        journal: { path: 'journals/a.jsonl', firstIndex: 0, count: 1, prev: 'A'.repeat(43) },
        context: null,
      },
    ],
    segments: [],
    windowKeys: [],
    playlists: [],
    redaction: { withheld: [], blurred: [] },
    videos: [],
    nativeVideos: [],
    reports: [],
    certificates: null,
    windows: null,
    checkpoints: null,
    keys: 'keys.json',
    custody: 'custody.json',
    notice: 'notice.json',
    policy: 'policy.json',
    serverKeys: [keys.publicKey],
  };
}
