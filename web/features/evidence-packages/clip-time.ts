import type { Clip } from '../../contract/clips.ts';
import { formatTimeParam, parseTimeParam } from '../day/time/time-param.ts';
import { type ZoneDay, zoneDay } from '../day/time/zone-day.ts';

const DAY_MICROS = 86_400_000_000;

type Stretch = Pick<Clip, 'from' | 'to' | 'person'>;

/** The local days that a clip touches: two at most, since it has 8 hours at most. */
function daysOf({ from, to, person }: Stretch): ZoneDay[] {
  const date = (micros: number): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: person.timeZone }).format(micros / 1000);
  const first = zoneDay(date(from), person.timeZone);
  return to > first.to ? [first, zoneDay(date(from + DAY_MICROS), person.timeZone)] : [first];
}

/** "14:16:07.200" as a moment of the clip; null: it has no such moment. */
export function parseClipTime(text: string, clip: Stretch): number | null {
  const found = daysOf(clip)
    .map((day) => parseTimeParam(text, day))
    .find((micros) => micros !== null && micros >= floorMs(clip.from) && micros <= clip.to);
  // What was typed is cut to the millisecond: it never begins before the clip does.
  return found === undefined || found === null ? null : Math.max(found, clip.from);
}

export function formatClipTime(micros: number, clip: Stretch): string {
  const days = daysOf(clip);
  const day = days.find(({ to }) => micros < to) ?? days.at(-1);
  return day === undefined ? '' : formatTimeParam(micros, day);
}

function floorMs(micros: number): number {
  return Math.floor(micros / 1000) * 1000;
}
