import { DeviceId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { focusFromParam, focusToParam } from './focus-param.ts';

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
