import { createHash } from 'node:crypto';
import {
  REPORT_FILES,
  REPORT_HTML,
  REPORT_JSON,
  REPORT_SEAL,
  type SearchReport,
  signSearchReport,
} from '@workcompanion/core/evidence/search-report/search-report';
import { writeSearchReport } from '@workcompanion/core/evidence/search-report/write-search-report';
import { searchReport } from '@workcompanion/core/evidence/testing/search-report';
import type { KeyPair } from '@workcompanion/core/evidence/testing/server-side';
import { type Entries, unzip, zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';
import { newId, PersonId, SearchId } from '@workcompanion/core/ids';
import { type Attack, nth, type Workshop, type Zip } from './attack.ts';

/** A signed report on a search, its files changed as somebody without the server's key can. */
async function changed(
  { server }: Workshop,
  change: (entries: Map<string, Buffer>) => void | Promise<void>,
): Promise<Zip> {
  const { zip } = await writeSearchReport(searchReport(), server);
  const entries = new Map((await unzip(zip)).map(([name, raw]) => [name, Buffer.from(raw)]));
  await change(entries);
  return zipAgain([...entries].map(([name, raw]) => [name, new Uint8Array(raw)]));
}

function replaced(path: string, from: string | RegExp, to: string): Attack['make'] {
  return (shop) =>
    changed(shop, (entries) => edit(entries, path, (text) => text.replace(from, to)));
}

function edit(entries: Map<string, Buffer>, path: string, change: (text: string) => string): void {
  const text = String(entries.get(path));
  const other = change(text);
  if (other === text) throw new Error(`nothing to change in ${path}`);
  entries.set(path, Buffer.from(other));
}

interface Signed {
  readonly report: SearchReport;
  readonly json: (report: SearchReport) => string;
  readonly search: SearchId;
  readonly signer: KeyPair;
  /** The key that the seal names. */
  readonly named: KeyPair['publicKey'];
}

/** A report that somebody with a key has signed, whatever it says. */
async function signed(given: Partial<Signed> & Pick<Signed, 'signer'>): Promise<Entries> {
  const { report = searchReport(), signer } = given;
  const json = given.json?.(report) ?? JSON.stringify(report);
  const html = '<!doctype html><title>report</title>';
  const seal = await signSearchReport(
    {
      v: 1,
      search: given.search ?? report.search,
      reportSha256: digestOf(json),
      htmlSha256: digestOf(html),
      sealedAt: report.madeAt,
      key: given.named ?? signer.publicKey,
    },
    signer.privateKey,
  );
  return [
    [REPORT_JSON, bytesOf(json)],
    [REPORT_HTML, bytesOf(html)],
    [REPORT_SEAL, bytesOf(seal)],
  ];
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}

const byServer =
  (given: Partial<Signed> = {}): Attack['make'] =>
  async ({ server }) =>
    zipAgain(await signed({ signer: server, ...given }));

/** One of the three parts of the seal's JWS is another. */
function otherPart(at: number, change: (part: string) => string): Attack['make'] {
  return (shop) =>
    changed(shop, (entries) =>
      edit(entries, REPORT_SEAL, (jws) =>
        jws
          .split('.')
          .map((part, number) => (number === at ? change(part) : part))
          .join('.'),
      ),
    );
}

function decoded(part: string, change: (text: string) => string): string {
  return Buffer.from(change(Buffer.from(part, 'base64url').toString())).toString('base64url');
}

/** Sets bits of the last character that no byte is made of. */
function withStrayBits(part: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + (letters[letters.indexOf(part.slice(-1)) | 1] ?? '');
}

type Row = readonly [name: string, code: Attack['code'], make: Attack['make']];

const ROWS: readonly Row[] = [
  ['honest, as it was made', null, (shop) => changed(shop, () => undefined)],
  [
    'honest, in a folder of the archive',
    null,
    (shop) =>
      changed(shop, (entries) => {
        for (const name of REPORT_FILES) {
          const raw = entries.get(name);
          entries.delete(name);
          if (raw) entries.set(`Search 7/${name}`, raw);
        }
      }),
  ],
  ['other words', 'report-changed', replaced(REPORT_JSON, 'invoice', 'receipt')],
  ['more of it read', 'report-changed', replaced(REPORT_JSON, '18000000000', '28800000000')],
  ['one hit instead of none', 'report-changed', replaced(REPORT_JSON, '"hits": 0', '"hits": 1')],
  ['a space at the end', 'report-changed', replaced(REPORT_JSON, /$/, ' ')],
  ['another name on the page', 'html-changed', replaced(REPORT_HTML, 'Lin Mei', 'Lin Wei')],
  [
    'one bit of the signature',
    'seal-invalid',
    otherPart(2, (part) => `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}`),
  ],
  ['the signature spelt in another way', 'seal-invalid', otherPart(2, withStrayBits)],
  [
    'a later time in the seal',
    'seal-invalid',
    otherPart(1, (part) => decoded(part, (text) => text.replace(/"sealedAt":1/, '"sealedAt":2'))),
  ],
  [
    'one more field in the seal’s head',
    'seal-invalid',
    otherPart(0, (part) => decoded(part, (text) => text.replace('}', ',"kid":"1"}'))),
  ],
  [
    'the seal of another report',
    'report-changed',
    (shop) =>
      changed(shop, async (entries) => {
        const other = await unzip((await writeSearchReport(searchReport(), shop.server)).zip);
        const seal = other.find(([name]) => name === REPORT_SEAL);
        entries.set(REPORT_SEAL, Buffer.from(seal?.[1] ?? []));
      }),
  ],
  [
    'a seal of another kind, by the same key',
    'seal-invalid',
    (shop) =>
      changed(shop, (entries) => {
        const seal = shop.entries.find(([name]) => name === 'manifest.jws');
        entries.set(REPORT_SEAL, Buffer.from(seal?.[1] ?? []));
      }),
  ],
  [
    'without its page',
    'files-other',
    (shop) => changed(shop, (all) => void all.delete(REPORT_HTML)),
  ],
  [
    'with one file more',
    'files-other',
    (shop) => changed(shop, (all) => void all.set('hits.csv', Buffer.from('none\n'))),
  ],
  [
    'without its seal',
    'manifest-missing',
    (shop) => changed(shop, (all) => void all.delete(REPORT_SEAL)),
  ],
  [
    'with something before the archive',
    'archive-ambiguous',
    async (shop) => {
      const zip = await changed(shop, () => undefined);
      return new Uint8Array(Buffer.concat([Buffer.from('more'), zip]));
    },
  ],
  [
    'signed anew by a stranger',
    'unproven',
    async ({ stranger }) => zipAgain(await signed({ signer: stranger })),
  ],
  [
    'signed by a stranger in the server’s name',
    'seal-invalid',
    async ({ server, stranger }) =>
      zipAgain(await signed({ signer: stranger, named: server.publicKey })),
  ],
  ['of another search than its seal', 'report-invalid', byServer({ search: newId(SearchId) })],
  [
    'that says one thing twice',
    'report-invalid',
    byServer({
      json: (report) => JSON.stringify(report).replace('"hits":0', '"hits":0,"hits":0'),
    }),
  ],
  [
    'with a day of nobody who is named',
    'report-invalid',
    byServer({
      json: (report) => {
        const [day] = report.days;
        return JSON.stringify({ ...report, days: [{ ...day, person: newId(PersonId) }] });
      },
    }),
  ],
  [
    'that counts a day twice',
    'report-invalid',
    byServer({
      json: (report) => {
        const day = nth(report.days, 0);
        return JSON.stringify({ ...report, days: [day, day] });
      },
    }),
  ],
  [
    'with less than nothing read',
    'report-invalid',
    byServer({
      json: (report) =>
        JSON.stringify({ ...report, days: report.days.map((day) => ({ ...day, readMicros: -1 })) }),
    }),
  ],
  [
    'that has read what is no number',
    'report-invalid',
    byServer({
      json: (report) => JSON.stringify(report).replace(/"readMicros":\d+/, '"readMicros":Infinity'),
    }),
  ],
  [
    'with a number beyond all numbers',
    'report-invalid',
    byServer({
      json: (report) => JSON.stringify(report).replace(/"readMicros":\d+/, '"readMicros":1e999'),
    }),
  ],
  [
    'with a byte order mark',
    'report-invalid',
    byServer({ json: (report) => `\uFEFF${JSON.stringify(report)}` }),
  ],
  [
    'of a version that only some take for the first',
    'report-invalid',
    byServer({ json: (report) => JSON.stringify({ ...report, v: true }) }),
  ],
  [
    'of a version to come',
    'report-invalid',
    byServer({ json: (report) => JSON.stringify({ ...report, v: 2 }) }),
  ],
];

/** On reports that a search has found nothing: by who wants it to say more, or less, or another to have said it. */
export const REPORT_ATTACKS: readonly Attack[] = ROWS.map(([name, code, make]) => ({
  name: `report: ${name}`,
  code,
  make,
}));
