import { describe, expect, it } from 'vitest';
import { ageParts, durationParts } from './use-duration.ts';

const S = 1_000_000;

describe('durations', () => {
  it('name two units at most and never round up', () => {
    expect(durationParts(7 * 3600 * S + 41 * 60 * S + 59 * S)).toEqual({
      key: 'hoursMinutes',
      hours: 7,
      minutes: 41,
    });
    expect(durationParts(59.9 * S)).toEqual({ key: 'seconds', seconds: 59 });
    expect(durationParts(26 * 3600 * S)).toEqual({ key: 'daysHours', days: 1, hours: 2 });
    const [hours, minutes] = [28, 10];
    const sum = hours * 3600 * S + minutes * 60 * S;
    expect(durationParts(sum, 'hours')).toEqual({ key: 'hoursMinutes', hours, minutes });
    expect(durationParts(120 * S)).toEqual({ key: 'minutes', minutes: 2 });
    expect(durationParts(-5)).toEqual({ key: 'subSecond' });
  });

  it('name one unit for an age', () => {
    expect(ageParts(3 * 3600 * S + 7 * 60 * S)).toEqual({ key: 'hours', hours: 3 });
    expect(ageParts(75 * S)).toEqual({ key: 'minutes', minutes: 1 });
    expect(ageParts(0)).toEqual({ key: 'subSecond' });
  });
});
