import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId, RecordingId } from '../ids.ts';
import { findFolded, foldText } from './fold.ts';
import { ngramsOf } from './ngrams.ts';
import { BLOCK_BYTES, type FilterSource, makeTextFilter, mayHoldNgrams } from './text-filter.ts';
import {
  decodeLines,
  encodeTextPack,
  linesThatMayHold,
  openFolded,
  openLines,
  type ReadLine,
  sealTextPack,
} from './text-pack.ts';

const HOUR = 1_790_000_000_000_000 - (1_790_000_000_000_000 % 3_600_000_000);
const sign = fc.constantFrom(...'abcXYZ0189-_. 客户重复付款发票ｆｕｌｌ，。é'.split(''));
const written = fc.string({ unit: sign, maxLength: 60 });

function sourceOf(filter: Buffer): FilterSource {
  return {
    bytes: filter.length,
    readBlock: (from) => filter.subarray(from, from + BLOCK_BYTES),
  };
}

describe('folding', () => {
  test.each([
    ['INV-20418', 'inv-20418'],
    ['ＩＮＶ－２０４１８', 'inv-20418'],
    ['Client  2291\t客户', 'client2291客户'],
    ['“quoted” – it’s', '"quoted"-it\'s'],
    ['付款。', '付款.'],
  ])('%s', (text, folded) => expect(foldText(text)).toBe(folded));

  test('is done once for all', () => {
    fc.assert(fc.property(written, (text) => foldText(foldText(text)) === foldText(text)));
  });

  test('finds any cut of a text, and says where it stands', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.nat(8), (text, from, length) => {
        const cut = foldText(text.slice(from % (text.length + 1)).slice(0, length + 1));
        fc.pre(cut !== '');
        const parts = findFolded(text, cut);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) expect(foldText(text.slice(part.from, part.to))).toContain(cut);
      }),
    );
  });

  test('marks the words as they are written', () => {
    const text = 'see INV - 20418 （客户）';
    expect(findFolded(text, 'inv-20418').map(({ from, to }) => text.slice(from, to))).toEqual([
      'INV - 20418',
    ]);
    expect(findFolded(text, '客户').map(({ from, to }) => text.slice(from, to))).toEqual(['客户']);
  });
});

describe('n-grams', () => {
  test('are two signs of a dense script, else three', () => {
    expect([...ngramsOf('客户inv1')]).toEqual(['客户', '户i', 'inv', 'nv1']);
    expect([...ngramsOf('ab')]).toEqual([]);
    expect([...ngramsOf('第3')]).toEqual(['第3']);
  });

  test('of a part are all of the whole', () => {
    fc.assert(
      fc.property(written, written, written, (before, part, after) => {
        const whole = ngramsOf(foldText(before) + foldText(part) + foldText(after));
        for (const ngram of ngramsOf(foldText(part))) expect(whole).toContain(ngram);
      }),
    );
  });
});

describe('a text filter', () => {
  test('never denies what it holds', () => {
    fc.assert(
      fc.property(fc.array(written), (texts) => {
        const key = randomBytes(16);
        const all = new Set(texts.flatMap((text) => [...ngramsOf(foldText(text))]));
        const filter = makeTextFilter(key, all);
        expect(filter.length % BLOCK_BYTES).toBe(0);
        expect(mayHoldNgrams(key, sourceOf(filter), all)).toBe(true);
      }),
    );
  });

  test('denies nearly all that it does not hold, and takes ten bits an n-gram', () => {
    const key = randomBytes(16);
    const held = new Set(Array.from({ length: 20_000 }, (_, index) => `a${index}`));
    const filter = makeTextFilter(key, held);
    expect(filter.length / held.size).toBeLessThan(10.1 / 8);
    const asked = Array.from({ length: 5_000 }, (_, index) => [`b${index}`]);
    const wrong = asked.filter((ngrams) => mayHoldNgrams(key, sourceOf(filter), ngrams));
    expect(wrong.length / asked.length).toBeLessThan(0.02);
  });

  test('says nothing without its key', () => {
    const held = new Set(Array.from({ length: 2_000 }, (_, index) => `a${index}`));
    const filter = sourceOf(makeTextFilter(randomBytes(16), held));
    const other = randomBytes(16);
    const known = [...held].filter((ngram) => mayHoldNgrams(other, filter, [ngram]));
    expect(known.length / held.size).toBeLessThan(0.03);
  });
});

describe('a pack', () => {
  const line = fc.record({
    text: written.map((text) => text.replaceAll('\n', ' ')),
    box: fc.record({
      x: fc.nat(4000),
      y: fc.nat(2000),
      width: fc.nat(2000),
      height: fc.nat(60),
    }),
    from: fc.nat(3_600_000).map((ms) => HOUR + ms * 1000),
    to: fc.nat(3_600_000).map((ms) => HOUR + ms * 1000),
  });

  test('gives the lines back, and those with the words by their numbers', () => {
    fc.assert(
      fc.property(fc.array(line), written, (lines: ReadLine[], words) => {
        const { folded, lines: stream } = encodeTextPack(HOUR, lines);
        expect(decodeLines(HOUR, stream)).toEqual(lines);
        const query = foldText(words);
        fc.pre(query !== '');
        const expected = lines.flatMap(({ text }, index) =>
          foldText(text).includes(query) ? [index] : [],
        );
        expect(linesThatMayHold(folded, { terms: [query], numbers: null })).toEqual(expected);
      }),
    );
  });

  test('is sealed for its hour of its recording, each stream by itself', () => {
    const dataKey = randomBytes(16);
    const place = { recordingId: newId(RecordingId), hour: HOUR };
    const box = { x: 1, y: 2, width: 30, height: 4 };
    const lines = [{ text: '重复付款 INV-00017', box, from: HOUR, to: HOUR + 1_000_000 }];
    const { bytes, foldedBytes, linesBytes } = sealTextPack(dataKey, place, lines);
    expect(bytes).toHaveLength(foldedBytes + linesBytes);
    const folded = bytes.subarray(0, foldedBytes);
    const sealedLines = bytes.subarray(foldedBytes);
    const sought = { terms: ['付款inv'], numbers: null };
    expect(linesThatMayHold(openFolded(dataKey, place, folded), sought)).toEqual([0]);
    expect(openLines(dataKey, place, sealedLines)).toEqual(lines);
    const elsewhere = { ...place, hour: HOUR + 3_600_000_000 };
    for (const open of [
      () => openFolded(dataKey, elsewhere, folded),
      () => openFolded(randomBytes(16), place, folded),
      () => openFolded(dataKey, place, sealedLines),
      () => openLines(dataKey, elsewhere, sealedLines),
    ]) {
      expect(open).toThrow(expect.objectContaining({ code: 'digest-mismatch' }));
    }
  });
});
