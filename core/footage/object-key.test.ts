import { describe, expect, it } from 'vitest';
import { DeviceId, newId, SegmentId } from '../ids.ts';
import { segmentIdOfKey, segmentObjectKey } from './object-key.ts';

const deviceId = newId(DeviceId);
const id = newId(SegmentId);
const sha256 = 'ab'.repeat(32);
const key = (startMs: number, hasDigestInKey = true) =>
  segmentObjectKey({ deviceId, id, startsAt: startMs * 1000, sha256, hasDigestInKey });

describe('segmentObjectKey', () => {
  it('files a segment under its device, the UTC day of its start, and its content', () => {
    const name = `${id}-abababababababab.ts`;
    expect(key(Date.UTC(2026, 2, 29, 23, 59, 59, 999))).toBe(`${deviceId}/2026/03/29/${name}`);
    expect(key(Date.UTC(2026, 2, 30))).toBe(`${deviceId}/2026/03/30/${name}`);
    expect(key(Date.UTC(2026, 11, 31, 23) + 0.7)).toBe(`${deviceId}/2026/12/31/${name}`);
  });

  it('finds what was stored before keys told the content', () => {
    expect(key(Date.UTC(2026, 2, 30), false)).toBe(`${deviceId}/2026/03/30/${id}.ts`);
  });
});

describe('segmentIdOfKey', () => {
  it('names the segment of a key, old or new, and of nothing else', () => {
    expect(segmentIdOfKey(key(0))).toBe(id);
    expect(segmentIdOfKey(key(0, false))).toBe(id);
    for (const other of [`${deviceId}/2026/03/30/a.ts`, `${key(0)}.copy`, `${id}.ts`, '']) {
      expect(segmentIdOfKey(other)).toBeNull();
    }
  });
});
