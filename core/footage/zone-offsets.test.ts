import { describe, expect, it } from 'vitest';
import { zoneOffsets } from './zone-offsets.ts';

const HOUR = 3_600_000_000;
const micros = (iso: string): number => Date.parse(iso) * 1000;

describe('zoneOffsets', () => {
  it('is one stretch where the clocks stay', () => {
    const from = micros('2026-11-25T15:00:00Z');
    expect(zoneOffsets('Asia/Shanghai', from, from + HOUR)).toEqual([
      { from, to: from + HOUR, offsetSeconds: 28_800, name: 'UTC+08:00' },
    ]);
  });

  it('is two where they are changed', () => {
    const change = micros('2026-10-25T01:00:00Z');
    expect(zoneOffsets('Europe/Berlin', change - HOUR, change + HOUR)).toEqual([
      { from: change - HOUR, to: change, offsetSeconds: 7200, name: 'UTC+02:00' },
      { from: change, to: change + HOUR, offsetSeconds: 3600, name: 'UTC+01:00' },
    ]);
  });

  it('knows half hours, west, and UTC', () => {
    const names = ['Asia/Kolkata', 'America/St_Johns', 'UTC'].map(
      (zone) =>
        zoneOffsets(zone, micros('2026-01-05T00:00:00Z'), micros('2026-01-05T01:00:00Z'))[0]?.name,
    );
    expect(names).toEqual(['UTC+05:30', 'UTC−03:30', 'UTC']);
  });
});
