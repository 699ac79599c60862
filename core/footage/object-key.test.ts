import { describe, expect, it } from 'vitest';
import { DeviceId, newId, SegmentId } from '../ids.ts';
import { segmentObjectKey } from './object-key.ts';

describe('segmentObjectKey', () => {
  it('files a segment under its device and the UTC day of its start', () => {
    const device = newId(DeviceId);
    const segment = newId(SegmentId);
    const key = (startMs: number) => segmentObjectKey({ device, segment, startMs });
    expect(key(Date.UTC(2026, 2, 29, 23, 59, 59, 999))).toBe(`${device}/2026/03/29/${segment}.ts`);
    expect(key(Date.UTC(2026, 2, 30))).toBe(`${device}/2026/03/30/${segment}.ts`);
    expect(key(Date.UTC(2026, 11, 31, 23) + 0.7)).toBe(`${device}/2026/12/31/${segment}.ts`);
  });
});
