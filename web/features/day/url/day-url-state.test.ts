import { DeviceId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { zoneDay } from '../time/zone-day.ts';
import {
  focusFromParam,
  focusToParam,
  formatDayUrl,
  formatZoom,
  parseDayUrl,
  parseZoom,
} from './day-url-state.ts';

const day = zoneDay('2026-11-24', 'Asia/Shanghai');
const none = {
  micros: null,
  focus: null,
  zoomMicros: null,
  speed: null,
  isPlaying: false,
  stretch: null,
};

describe('the address of a moment', () => {
  it('opens what it was written from', () => {
    const state = {
      ...none,
      micros: day.from + 51_367_200_000,
      focus: 'HDMI-1',
      zoomMicros: 900_000_000,
    };
    const query = formatDayUrl(new URLSearchParams(), state, day);
    expect(query).toBe('t=14:16:07.200&focus=HDMI-1&zoom=15m');
    expect(parseDayUrl(new URLSearchParams(query), day)).toEqual(state);
  });

  it('carries the chosen stretch and the speed', () => {
    const stretch = { from: day.from + 3_600_000_000, to: day.from + 3_723_500_000 };
    const state = { ...none, speed: 4 as const, stretch };
    const query = formatDayUrl(new URLSearchParams(), state, day);
    expect(query).toBe('speed=4&sel=01:00:00.000~01:02:03.500');
    expect(parseDayUrl(new URLSearchParams(query), day)).toEqual(state);
  });

  it('takes no stretch that ends before it begins, and no speed that there is not', () => {
    const query = new URLSearchParams('sel=02:00~01:00&speed=3');
    expect(parseDayUrl(query, day)).toEqual(none);
  });

  it('survives displays whose names are no words', () => {
    const state = { ...none, focus: '\\\\.\\DISPLAY1' };
    expect(
      parseDayUrl(new URLSearchParams(formatDayUrl(new URLSearchParams(), state, day)), day),
    ).toEqual(state);
  });

  it('keeps what belongs to others and drops what is empty', () => {
    expect(formatDayUrl(new URLSearchParams('tab=x&focus=old'), none, day)).toBe('tab=x');
  });

  it('ignores garbage', () => {
    expect(parseDayUrl(new URLSearchParams('t=yesterday&zoom=-3&focus='), day)).toEqual(none);
  });
});

describe('zoom', () => {
  it('is written short and read back', () => {
    expect(formatZoom(5_400_000_000)).toBe('1.5h');
    expect(formatZoom(45_000_000)).toBe('45s');
    expect(parseZoom('1.5h')).toBe(5_400_000_000);
    expect(parseZoom('0s')).toBeNull();
    expect(parseZoom('12')).toBeNull();
  });
});

const office = DeviceId.parse('019bb0a0-0000-7000-8000-000000000001');
const home = DeviceId.parse('019bb0a0-0000-7000-8000-000000000002');
const lanes = [
  { device: office, display: 'HDMI-1' },
  { device: office, display: 'DP-2' },
  { device: home, display: 'HDMI-1' },
];

describe('the display in the address', () => {
  it('is its name where that is enough', () => {
    expect(focusToParam(lanes, `${office}/DP-2`)).toBe('DP-2');
    expect(focusFromParam(lanes, 'DP-2')).toBe(`${office}/DP-2`);
  });

  it('names the device too where two have a display of that name', () => {
    const param = focusToParam(lanes, `${home}/HDMI-1`);
    expect(param).toBe(`${home}/HDMI-1`);
    expect(focusFromParam(lanes, param)).toBe(`${home}/HDMI-1`);
  });

  it('is nothing when the day has no such display', () => {
    expect(focusFromParam(lanes, 'VGA-9')).toBeNull();
    expect(focusToParam(lanes, null)).toBeNull();
  });
});
