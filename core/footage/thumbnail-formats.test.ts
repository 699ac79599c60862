import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPiece, pieceKey, sealPiece } from '../crypto/sealed-piece.ts';
import { newId, ThumbnailObjectId } from '../ids.ts';
import { isSameStill, screenChange } from './screen-change.ts';
import { decodeThumbnailEntries, encodeThumbnailEntries } from './thumbnail-entries.ts';
import { parseThumbnails, thumbnailHead } from './thumbnail-frames.ts';
import { decodePackParts, encodePackParts, thumbnailObjectKey } from './thumbnail-pack.ts';

const HOUR = Date.UTC(2026, 10, 24, 9) * 1000;

const entry = fc.record({
  sequence: fc.nat(0xffffff),
  startsAt: fc.nat(3_599_999).map((ms) => HOUR + ms * 1000),
  duration: fc.nat(3_600_000).map((ms) => ms * 1000),
  at: fc.nat(0xffffffff),
  size: fc.nat(0xffff),
  change: fc.option(fc.nat(100)),
});

describe('the entries of a pack', () => {
  it('come back as they were, 16 bytes each', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const bytes = encodeThumbnailEntries(HOUR, entries);
        expect(bytes).toHaveLength(entries.length * 16);
        expect(decodeThumbnailEntries(HOUR, bytes)).toEqual(entries);
      }),
    );
  });
});

describe('the parts of a pack', () => {
  const part = fc.record({
    object: fc.constant(0).map(() => newId(ThumbnailObjectId)),
    from: fc.nat(0xffffffff),
    at: fc.nat(0xffffffff),
  });

  it('come back as they were, 24 bytes each', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const bytes = encodePackParts(parts);
        expect(bytes).toHaveLength(parts.length * 24);
        expect(decodePackParts(bytes)).toEqual(parts);
      }),
    );
  });

  it('lie in objects by the day on which they were written', () => {
    const object = newId(ThumbnailObjectId, HOUR / 1000);
    expect(thumbnailObjectKey(object)).toBe(`2026/11/24/${object}.pack`);
  });
});

describe('a sealed thumbnail', () => {
  const key = pieceKey(randomBytes(16), 'thumbnails');
  const thumbnail = randomBytes(500);

  it('opens in its place, by its key, whole, and not otherwise', () => {
    const sealed = sealPiece(key, thumbnail, 'a/1');
    expect(openPiece(key, sealed, 'a/1').equals(thumbnail)).toBe(true);
    const torn = Buffer.from(sealed);
    torn.writeUInt8(torn.readUInt8(200) ^ 1, 200);
    const wrong = [
      () => openPiece(key, sealed, 'a/2'),
      () => openPiece(pieceKey(randomBytes(16), 'thumbnails'), sealed, 'a/1'),
      () => openPiece(key, torn, 'a/1'),
      () => openPiece(key, sealed.subarray(0, 20), 'a/1'),
    ];
    for (const open of wrong) expect(open).toThrow('does not open');
  });
});

describe('framed thumbnails', () => {
  it('come back, and what was cut off is left out', () => {
    const images = [randomBytes(30), randomBytes(0), randomBytes(7)];
    const piece = Buffer.concat(
      images.flatMap((image, n) => [
        thumbnailHead({ from: HOUR + n, to: HOUR + n + 1, bytes: image.length }),
        image,
      ]),
    );
    const parse = (bytes: Buffer) => parseThumbnails(new Uint8Array(bytes).buffer);
    expect(parse(piece).map(({ from, image }) => [from - HOUR, Buffer.from(image)])).toEqual([
      [0, images[0]],
      [1, images[1]],
      [2, images[2]],
    ]);
    expect(parse(piece.subarray(0, -1))).toHaveLength(2);
  });
});

describe('how much a screen changed', () => {
  const written = (bytesPerSecond: number) =>
    screenChange({
      plainBytes: 200_000 + 299 * 188 + bytesPerSecond * 60,
      keyFrameBytes: 200_000,
      frames: 300,
      duration: 60_000_000,
    });

  it('is nothing where only empty frames follow the key frame', () => {
    expect(written(0)).toBe(0);
  });

  it('is told apart from a caret to a scrolling screen', () => {
    const typing = written(1_500);
    const office = written(9_000);
    const busy = written(75_000);
    expect([typing, office, busy, written(2_000_000)]).toEqual([23, 49, 84, 100]);
  });
});

describe('a screen that stays the same', () => {
  const still = { plainBytes: 100_000 + 299 * 188, frames: 300 };

  it('costs the same key frame and empty frames, however many', () => {
    expect(isSameStill(still, still)).toBe(true);
    expect(isSameStill(still, { plainBytes: 100_400 + 59 * 188, frames: 60 })).toBe(true);
  });

  it('is another one when it costs more or less, and is not told from little', () => {
    expect(isSameStill(still, { ...still, plainBytes: still.plainBytes + 1_000 })).toBe(false);
    expect(isSameStill(still, { ...still, plainBytes: still.plainBytes - 1_000 })).toBe(false);
    const plain = { plainBytes: 2_000, frames: 1 };
    expect(isSameStill(plain, plain)).toBe(false);
  });
});
