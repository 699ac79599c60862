import { beforeAll, describe, expect, test } from 'vitest';
import { generateSigningKeyPair, keyThumbprint } from '../../crypto/key-pair.ts';
import { openPackage } from '../open-package.ts';
import { searchReport } from '../testing/search-report.ts';
import { type Entries, unzip, zipAgain } from '../testing/zip-entries.ts';
import { checkSearchReport } from './check-search-report.ts';
import { tellSearchReport } from './tell-search-report.ts';
import { writeSearchReport } from './write-search-report.ts';

let server: Awaited<ReturnType<typeof generateSigningKeyPair>>;
beforeAll(async () => {
  server = await generateSigningKeyPair();
});

async function check(zip: Uint8Array<ArrayBuffer>, serverKeys: readonly string[] = []) {
  const opened = await openPackage(new Blob([zip]), null);
  if (!opened.ok) throw new Error(opened.problem);
  return checkSearchReport(opened.reader, { serverKeys });
}

async function changed(change: (entries: Entries) => void) {
  const { zip } = await writeSearchReport(searchReport(), server);
  const entries = await unzip(zip);
  change(entries);
  return check(await zipAgain(entries));
}

describe('a search report', () => {
  test('is proven to whoever knows the key, consistent to others, and unproven to who knows another', async () => {
    const report = searchReport();
    const { zip } = await writeSearchReport(report, server);
    const key = await keyThumbprint(server.publicKey);
    expect(await check(zip, [key])).toMatchObject({ outcome: 'proven', report, serverKey: key });
    expect(await check(zip)).toMatchObject({ outcome: 'consistent' });
    const other = await keyThumbprint((await generateSigningKeyPair()).publicKey);
    expect(await check(zip, [other])).toMatchObject({ outcome: 'unproven' });
  });

  test.each([
    ['report.json', 'report-changed'],
    ['report.html', 'html-changed'],
    ['report.jws', 'seal-invalid'],
  ])('of which a byte of %s is another is broken', async (path, problem) => {
    const verdict = await changed((entries) => {
      const content = entries.find(([name]) => name === path)?.[1];
      if (content) content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
    });
    expect(verdict).toEqual({ outcome: 'broken', problem });
  });

  test('with a file more or less is broken', async () => {
    expect(await changed((entries) => void entries.push(['more.txt', Uint8Array.of(1)]))).toEqual({
      outcome: 'broken',
      problem: 'files-other',
    });
    expect(await changed((entries) => void entries.shift())).toMatchObject({ outcome: 'broken' });
  });

  test('with the seal of another report is broken', async () => {
    const other = await unzip((await writeSearchReport(searchReport(), server)).zip);
    const seal = other.find(([name]) => name === 'report.jws');
    const verdict = await changed((entries) => {
      entries.splice(2, 1);
      if (seal) entries.push(seal);
    });
    expect(verdict).toMatchObject({ outcome: 'broken', problem: 'report-changed' });
  });
});

describe('what a search report says', () => {
  test('is how much was not read, whenever nothing was found', () => {
    const { sentences } = tellSearchReport(searchReport(), 'en');
    expect(sentences[0]).toBe(
      'The words were not found in what was searched. That says nothing of what was not searched.',
    );
    expect(sentences).toContain('Text was read, and searched, in 5:00:00 of 8:00:00 of footage.');
    expect(sentences).toContain(
      'Not read: 3:00:00 of footage. Whether the words stood there is not known.',
    );
    expect(sentences.join(' ')).toContain('Segments of it that still waited to be read: 12.');
  });

  test('is that nothing was searched, where nothing was read', () => {
    const report = searchReport();
    const days = report.days.map((day) => ({ ...day, readMicros: 0 }));
    expect(tellSearchReport({ ...report, days }, 'en').sentences[0]).toMatch(/^Nothing could be/);
    expect(tellSearchReport({ ...report, days }, 'zh-CN').sentences[0]).toMatch(/^没有可搜索/);
  });

  test('names people who were not to be seen all the time', () => {
    const report = searchReport();
    const people = report.people.map((person) => ({
      ...person,
      seen: person.seen.map(({ from, to }) => ({ from, to: to - 1 })),
    }));
    expect(tellSearchReport({ ...report, people }, 'en').sentences.join(' ')).toContain(
      'not to be seen by whoever searched, and was not searched: 1.',
    );
  });

  test('stands in the page as text, never as markup', async () => {
    const entries = await unzip((await writeSearchReport(searchReport(), server)).zip);
    const page = Buffer.from(
      entries.find(([name]) => name === 'report.html')?.[1] ?? [],
    ).toString();
    expect(page).toContain('&lt;b&gt;invoice &amp; &quot;4711&quot;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('在已搜索的范围内没有找到这些词');
  });
});
