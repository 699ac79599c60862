import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openThumbnail, sealThumbnail, thumbnailKey } from '../crypto/sealed-thumbnail.ts';
import { DeviceId, KeyId, newId, RecordingId } from '../ids.ts';
import { screenChange } from './screen-change.ts';
import { decodeThumbnailEntries, encodeThumbnailEntries } from './thumbnail-entries.ts';
import { parseThumbnails, thumbnailHead } from './thumbnail-frames.ts';
import { firstPackFile, nextPackFile, packFileKey } from './thumbnail-pack.ts';

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

describe('the files of a pack', () => {
  it('are named by the pack alone, one after the other', () => {
    const pack = {
      deviceId: newId(DeviceId),
      recordingId: newId(RecordingId),
      keyId: newId(KeyId),
      hour: HOUR,
    };
    const first = firstPackFile(pack);
    expect(firstPackFile({ ...pack })).toBe(first);
    expect(nextPackFile(first)).toBe(nextPackFile(first));
    expect(new Set([first, nextPackFile(first), nextPackFile(nextPackFile(first))]).size).toBe(3);
    expect(firstPackFile({ ...pack, keyId: newId(KeyId) })).not.toBe(first);
    expect(packFileKey(pack, first)).toBe(`${pack.deviceId}/2026/11/24/${first}.pack`);
  });
});

describe('a sealed thumbnail', () => {
  const key = thumbnailKey(randomBytes(16));
  const thumbnail = randomBytes(500);

  it('opens in its place, by its key, whole, and not otherwise', () => {
    const sealed = sealThumbnail(key, thumbnail, 'a/1');
    expect(openThumbnail(key, sealed, 'a/1').equals(thumbnail)).toBe(true);
    const torn = Buffer.from(sealed);
    torn.writeUInt8(torn.readUInt8(200) ^ 1, 200);
    const wrong = [
      () => openThumbnail(key, sealed, 'a/2'),
      () => openThumbnail(thumbnailKey(randomBytes(16)), sealed, 'a/1'),
      () => openThumbnail(key, torn, 'a/1'),
      () => openThumbnail(key, sealed.subarray(0, 20), 'a/1'),
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
