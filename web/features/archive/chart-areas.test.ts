import { describe, expect, it } from 'vitest';
import type { StoragePoint } from '../../contract/archive.ts';
import { chartAreas } from './chart-areas.ts';
import { diskShares } from './disk-shares.ts';

function point(at: number, use: Partial<StoragePoint> = {}): StoragePoint {
  const disk = { totalBytes: 1_000, freeBytes: 400, hotBytes: 300, archivedBytes: 200 };
  return { at, ...disk, ...use };
}

describe('the parts of a disk', () => {
  it('add up to all of it', () => {
    expect(diskShares(point(0))).toEqual({ onlyHere: 300, both: 200, other: 100, free: 400 });
  });

  it('never say more than is used, when the catalogue is ahead of the disk', () => {
    expect(diskShares(point(0, { hotBytes: 500, archivedBytes: 400 }))).toEqual({
      onlyHere: 500,
      both: 100,
      other: 0,
      free: 400,
    });
  });
});

describe('the chart of the disk', () => {
  it('stacks the parts from below, over time', () => {
    const history = { from: 0, to: 100, points: [point(99), point(100, { hotBytes: 100 })] };
    expect(chartAreas(history)).toEqual({
      onlyHere: 'M990,140L1000,180L1000,200L990,200Z',
      both: 'M990,100L1000,140L1000,180L990,140Z',
      other: 'M990,80L1000,80L1000,140L990,100Z',
    });
  });

  it('leaves a hole where nobody looked, and draws nothing of a lone sample', () => {
    const points = [point(1), point(2), point(50), point(98), point(99)];
    const { onlyHere } = chartAreas({ from: 0, to: 100, points });
    expect(onlyHere.match(/M/g)).toHaveLength(2);
    expect(onlyHere).not.toContain('500');
    expect(chartAreas({ from: 0, to: 100, points: [] }).other).toBe('');
  });
});
