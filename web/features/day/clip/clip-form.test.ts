import { CaseId, DeviceId, newId, PersonId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { MAX_CLIP } from '../../../contract/clips.ts';
import type { PersonDay } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { clipOf, faultOf } from './clip-form.ts';

const device = newId(DeviceId);
const lane = (display: string) => ({
  device,
  hostname: 'desk',
  display,
  geometry: null,
  pieces: [],
  covered: [],
});
const day: PersonDay = {
  purpose: { isAsked: false, wordsRequired: false, mayDelay: false, current: null },
  isSelf: false,
  rights: [],
  person: { id: newId(PersonId), name: 'Lin', login: null, timeZone: 'UTC' },
  date: '2026-11-24',
  from: 0,
  to: 1,
  now: 1,
  lanes: [lane('DP-1'), lane('DP-2')],
  recordedMicros: 0,
  accountedFor: null,
  journal: { complete: true, missing: 0 },
  storedBytes: 0,
  moments: [],
  watchedBefore: [],
  delayMinutes: null,
};
const form = { title: 'The invoice', from: 1_000, to: 2_000, laneKeys: [laneKey(lane('DP-2'))] };

describe('the form of a clip', () => {
  it('asks for the displays that were chosen, and for both ends to the microsecond', () => {
    const id = newId(CaseId);
    expect(clipOf({ ...form, from: 1_001 }, day, id)).toEqual({
      case: id,
      person: day.person.id,
      title: 'The invoice',
      from: 1_001,
      to: 2_000,
      displays: [{ device, display: 'DP-2' }],
    });
  });

  it('asks for nothing without a display or a title, backwards, or longer than a package', () => {
    const id = newId(CaseId);
    for (const bent of [
      { laneKeys: [] },
      { title: ' ' },
      { to: 1_000 },
      { to: 1_001 + MAX_CLIP },
    ]) {
      expect(clipOf({ ...form, ...bent }, day, id)).toBeNull();
    }
    expect(faultOf({ ...form, to: 500 })).toBe('order');
    expect(faultOf({ ...form, to: 1_001 + MAX_CLIP })).toBe('long');
  });
});
