import { newId, PersonId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { formatClipTime, parseClipTime } from './clip-time.ts';

const person = { id: newId(PersonId), name: 'Lin', timeZone: 'Europe/Berlin' };
const at = (iso: string): number => Date.parse(iso) * 1000;
/** 23:50 to 00:10 in Berlin. */
const clip = { person, from: at('2026-11-24T22:50:00Z'), to: at('2026-11-24T23:10:00Z') };

describe('a time of a clip', () => {
  it('is found on both sides of midnight', () => {
    expect(parseClipTime('23:55:00.200', clip)).toBe(at('2026-11-24T22:55:00.200Z'));
    expect(parseClipTime('00:05', clip)).toBe(at('2026-11-24T23:05:00Z'));
    expect(formatClipTime(at('2026-11-24T23:05:00Z'), clip)).toBe('00:05:00.000');
  });

  it('is none outside of it', () => {
    for (const text of ['23:49', '00:11', '12:00', 'noon']) {
      expect(parseClipTime(text, clip)).toBeNull();
    }
  });

  it('reads its own beginning back, which is finer than it is written', () => {
    const fine = { ...clip, from: clip.from + 345 };
    expect(parseClipTime(formatClipTime(fine.from, fine), fine)).toBe(fine.from);
  });
});
