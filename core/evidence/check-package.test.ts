import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftPackage, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubts, doubtsOfEntries, trustIn, verdictOf } from './testing/verdict-of.ts';
import { type Entries, unzip, zipAgain } from './testing/zip-entries.ts';
import type { Trust } from './trust.ts';

let zip: Uint8Array<ArrayBuffer>;
let entries: Entries;
let trust: Trust;

beforeAll(async () => {
  const { scene, server } = await prepareScene();
  trust = await trustIn(server);
  zip = await sealDraft(await draftPackage(scene, server));
  entries = await unzip(zip);
});

describe('checkPackage, of a package that nobody has touched', () => {
  it('finds all of it proven, and covers every display from edge to edge', async () => {
    const verdict = await verdictOf(zip, trust);
    expect(doubts(verdict)).toEqual([]);
    expect(verdict.outcome).toBe('proven');
    expect(verdict.facts?.provenSegments).toHaveLength(14);
    expect(verdict.facts?.lanes.map(({ pieces }) => pieces.map(({ kind }) => kind))).toEqual([
      ['footage', 'gap', 'footage'],
      ['footage', 'gap', 'footage'],
    ]);
  });

  it('finds it proven too when another unpacker has packed it again', async () => {
    expect((await verdictOf(await zipAgain(entries), trust)).outcome).toBe('proven');
  });
});

describe('checkPackage, of a package that somebody without any key has changed', () => {
  it('names every file of which one bit is another', async () => {
    for (const [path, bytes] of entries) {
      const changed = flipped(bytes, Math.floor(bytes.length / 2));
      const verdict = await verdictOf(await zipAgain(replaced(path, changed)));
      const broken = verdict.findings.filter(({ status }) => status === 'broken');
      expect(broken, path).toContainEqual(expect.objectContaining(expectedOf(path)));
    }
  }, 120_000);

  it('names a file that is gone', async () => {
    for (const [path] of entries) {
      const left = entries.filter(([one]) => one !== path);
      const expected =
        path === 'manifest.json'
          ? 'manifest-missing'
          : path === 'manifest.jws'
            ? 'seal-missing'
            : 'file-missing';
      expect(await doubtsOfEntries(left), path).toContain(expected);
    }
  }, 120_000);

  it('calls footage neither signed nor playable where its file is another or gone', async () => {
    const [path, bytes] = entries.find(([one]) => one.startsWith('segments/')) ?? ['', null];
    if (bytes === null) throw new Error('no segments');
    const left = entries.filter(([one]) => one !== path);
    for (const changed of [replaced(path, flipped(bytes, 0)), left]) {
      const { findings, facts } = await verdictOf(await zipAgain(changed));
      const codes = findings.map(({ code }) => code);
      expect(codes).not.toContain('segments-open');
      expect(codes).not.toContain('segments-signed');
      expect(facts?.lanes.flatMap(({ pieces }) => pieces.map(({ kind }) => kind))).toContain(
        'broken',
      );
    }
  });

  it('names two segments that changed places', async () => {
    const [first, second] = entries.filter(([path]) => path.startsWith('segments/'));
    if (!first || !second) throw new Error('no segments');
    const swapped = entries.map(([path, bytes]): Entries[number] => [
      path,
      path === first[0] ? second[1] : path === second[0] ? first[1] : bytes,
    ]);
    const found = await doubtsOfEntries(swapped);
    expect(found.includes('file-changed') || found.includes('file-size')).toBe(true);
  });

  it('names a file that comes twice, one that is not listed, and one that leaves the folder', async () => {
    const [first] = entries;
    if (!first) throw new Error('no entries');
    expect(await doubtsOfEntries([...entries, first])).toEqual(['entry-duplicate']);
    const extra: Entries[number] = ['extra.txt', new Uint8Array(3)];
    expect(await doubtsOfEntries([...entries, extra])).toEqual(['entry-unlisted']);
    const escaping: Entries[number] = ['../../etc/passwd', new Uint8Array(3)];
    expect(await doubtsOfEntries([...entries, escaping])).toEqual(['entry-unsafe']);
  });

  it('names a file that is longer or shorter than it was', async () => {
    const [path, bytes] = entries[0] ?? ['', new Uint8Array()];
    expect(await doubtsOfEntries(replaced(path, bytes.slice(0, -1)))).toContain('file-size');
  });

  it('says proven of just those zips that unpack to the same files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(7), async (at, bit) => {
        const changed = zip.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const [outcome, isSame] = await Promise.all([outcomeOfZip(changed), unpacksAlike(changed)]);
        expect(outcome === 'proven' ? isSame : true).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

function expectedOf(path: string) {
  if (path === 'manifest.json') {
    return { code: expect.stringMatching(/^(seal-differs|seal-invalid|manifest-unreadable)$/) };
  }
  if (path === 'manifest.jws') return { code: 'seal-invalid' };
  return { code: 'file-changed', subject: { kind: 'file', path } };
}

function replaced(path: string, bytes: Uint8Array<ArrayBuffer>): Entries {
  return entries.map(([one, old]) => [one, one === path ? bytes : old]);
}

function flipped(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function outcomeOfZip(changed: Uint8Array<ArrayBuffer>): Promise<string> {
  return verdictOf(changed, trust).then(
    ({ outcome }) => outcome,
    () => 'not a package',
  );
}

async function unpacksAlike(changed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const found = await unzip(changed).catch(() => []);
  return (
    found.length === entries.length &&
    found.every(([path, bytes], at) => {
      const [expected, content] = entries[at] ?? ['', new Uint8Array()];
      return path === expected && Buffer.compare(bytes, content) === 0;
    })
  );
}
