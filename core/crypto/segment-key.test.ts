import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId, SegmentId } from '../ids.ts';
import { deriveSegmentKey, segmentKeyOf } from './segment-key.ts';

const dataKey = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const id = SegmentId.parse('01946f3c-7b00-7000-8000-00000000002a');
const iv = 'f0'.repeat(16);

test('a segment has the key that openssl and Python derive (docs/evidence.md)', () => {
  expect(deriveSegmentKey(dataKey, id).toString('hex')).toBe('6bb566a9a28c01f57fe25cafd4f3ccdf');
  const capitals = SegmentId.parse('01946F3C-7B00-7000-8000-00000000002A');
  expect(deriveSegmentKey(dataKey, capitals)).toEqual(deriveSegmentKey(dataKey, id));
});

test('no two segments of a data key, and no two data keys, share one', () => {
  const ids = Array.from({ length: 200 }, () => newId(SegmentId));
  const keys = ids.map((one) => deriveSegmentKey(dataKey, one).toString('hex'));
  expect(new Set([...keys, dataKey.toString('hex')]).size).toBe(201);
  expect(deriveSegmentKey(randomBytes(16), id)).not.toEqual(deriveSegmentKey(dataKey, id));
});

test('older footage opens with the data key itself', () => {
  const { key, iv: vector } = segmentKeyOf(dataKey, { id, iv, hasOwnKey: false });
  expect(key).toEqual(dataKey);
  expect(vector).toEqual(Buffer.from(iv, 'hex'));
  expect(segmentKeyOf(dataKey, { id, iv, hasOwnKey: true }).key).toEqual(
    deriveSegmentKey(dataKey, id),
  );
});
