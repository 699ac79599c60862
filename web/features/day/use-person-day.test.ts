import { newId, PurposeId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { refreshDayAfter } from './use-person-day.ts';

const HOUR = 3_600_000_000;
const day = { from: 0, to: 24 * HOUR };
const none = { isAsked: true, wordsRequired: false, mayDelay: false, current: null };
const said = (endsAt: number) => ({
  ...none,
  current: {
    id: newId(PurposeId),
    reason: 'quality' as const,
    note: '',
    declaredAt: 0,
    endsAt,
    undisclosedUntil: null,
  },
});

describe('a day is asked for again', () => {
  it('every few seconds while it lasts and its uploads go on', () => {
    expect(refreshDayAfter({ ...day, now: 12 * HOUR, purpose: none })).toBe(4_000);
    expect(refreshDayAfter({ ...day, now: 24 * HOUR, purpose: none })).toBe(4_000);
  });

  it('later only once the purpose has ended', () => {
    const now = 48 * HOUR;
    expect(refreshDayAfter({ ...day, now, purpose: said(now + HOUR) })).toBe(3_601_000);
    expect(refreshDayAfter({ ...day, now, purpose: none })).toBe(false);
    expect(refreshDayAfter({ ...day, now, purpose: { ...said(now), isAsked: false } })).toBe(false);
  });
});
