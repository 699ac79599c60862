import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPiece, pieceKey, sealPiece } from '@workcompanion/core/crypto/sealed-piece';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { foldText } from '@workcompanion/core/search/fold';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { BLOCK_BYTES, makeTextFilter, mayHoldNgrams } from '@workcompanion/core/search/text-filter';
import { encodeTextPack, linesWith, type ReadLine } from '@workcompanion/core/search/text-pack';

/** So many device-days are written; more are searched by going through them again. */
const DAYS = 60;
const HOURS = 8;
const LINES_AN_HOUR = 500;
const MASTER_KEY = randomBytes(32);
const KEY_NAME = 'data-key:bench';

interface Day {
  /** The data key, as the database holds it. */
  readonly wrapped: Buffer;
  readonly filter: { readonly file: string; readonly bytes: number };
  readonly packs: readonly string[];
}

/** What one thread needs to search device-days: their keys, their filters, and the texts of those left. */
export async function benchSearch(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-search-'));
  try {
    const started = performance.now();
    const days: Day[] = [];
    for (let day = 0; day < DAYS; day += 1) days.push(await writeDay(folder, day));
    const each = (performance.now() - started) / DAYS;
    const kib = (days.reduce((sum, { filter }) => sum + filter.bytes, 0) / DAYS / 1024).toFixed(0);
    console.log(`search by one thread, ${HOURS * LINES_AN_HOUR} lines a device-day:`);
    console.log(
      `  ${each.toFixed(0)} ms to seal and index a device-day; its filter takes ${kib} KiB`,
    );
    for (const [what, count, withFilter] of [
      ['texts alone', 600, false],
      ['filters first', 600, true],
      ['filters first', 36_000, true],
    ] as const) {
      const before = process.cpuUsage();
      const begun = performance.now();
      const hits = search(days, { words: 'INV-00017', count, withFilter });
      const { user, system } = process.cpuUsage(before);
      const seconds = ((performance.now() - begun) / 1000).toFixed(2);
      const cpu = ((user + system) / 1e6).toFixed(2);
      console.log(
        `  ${count} device-days, ${what}: ${seconds} s, ${cpu} CPU s, ${hits} lines found`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeDay(folder: string, day: number): Promise<Day> {
  const dataKey = randomBytes(16);
  const key = pieceKey(dataKey, 'texts');
  const ngrams = new Set<string>();
  const packs: string[] = [];
  for (let hour = 0; hour < HOURS; hour += 1) {
    const lines = linesOf(day, hour);
    for (const { text } of lines) for (const ngram of ngramsOf(foldText(text))) ngrams.add(ngram);
    const file = join(folder, `${day}-${hour}`);
    await writeFile(file, sealPiece(key, encodeTextPack(0, lines).folded, placeOf(hour)));
    packs.push(file);
  }
  const filter = makeTextFilter(pieceKey(dataKey, 'text-filters'), ngrams);
  const file = join(folder, `${day}-filter`);
  await writeFile(file, filter);
  return {
    wrapped: wrapKey(MASTER_KEY, dataKey, KEY_NAME),
    filter: { file, bytes: filter.length },
    packs,
  };
}

function placeOf(hour: number): string {
  return `bench/${hour}`;
}

const WORDS =
  'invoice payment supplier account delivery 客户 重复付款 发票 供应商 合同 审核 确认'.split(' ');

/** Words in turn, each line with letters and numbers of its own; one day names the invoice. */
function linesOf(day: number, hour: number): ReadLine[] {
  return Array.from({ length: LINES_AN_HOUR }, (_, index) => {
    const own = randomBytes(6).toString('base64url');
    const place = (day * HOURS + hour) * LINES_AN_HOUR + index;
    const words = [0, 3, 7].map((step) => WORDS[(place * 5 + step) % WORDS.length]).join(' ');
    const invoice = place === 17 ? 'INV-00017' : `INV-${randomBytes(3).readUIntBE(0, 3)}`;
    return {
      text: `${words} ${own} ${invoice}`,
      box: { x: 40, y: index, width: 400, height: 20 },
      from: 0,
      to: 60_000_000,
    };
  });
}

interface Search {
  readonly words: string;
  readonly count: number;
  readonly withFilter: boolean;
}

function search(days: readonly Day[], { words, count, withFilter }: Search): number {
  const query = foldText(words);
  const ngrams = ngramsOf(query);
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const day = days[index % days.length];
    if (day === undefined) break;
    const dataKey = unwrapKey(MASTER_KEY, day.wrapped, KEY_NAME);
    if (withFilter && !mayHold(day, pieceKey(dataKey, 'text-filters'), ngrams)) continue;
    const key = pieceKey(dataKey, 'texts');
    for (const [hour, file] of day.packs.entries()) {
      found += linesWith(openPiece(key, readFileSync(file), placeOf(hour)), query).length;
    }
  }
  return found;
}

/** Reads only the blocks that are asked for. */
function mayHold({ filter }: Day, key: Buffer, ngrams: ReadonlySet<string>): boolean {
  const file = openSync(filter.file, 'r');
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    const readBlock = (from: number) => {
      readSync(file, block, 0, BLOCK_BYTES, from);
      return block;
    };
    return mayHoldNgrams(key, { bytes: filter.bytes, readBlock }, ngrams);
  } finally {
    closeSync(file);
  }
}
