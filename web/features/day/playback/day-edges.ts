import { type Interval, mergeIntervals } from '@workcompanion/core/footage/interval';
import type { PersonDay } from '../../../contract/people.ts';

/** How far before the newest footage a running day is opened. */
const BEFORE_NOW_MICROS = 10_000_000;

/** Where a day opens without a time in its address: a past day at its beginning, today near now. */
export function initialMoment(day: Pick<PersonDay, 'lanes' | 'from' | 'to' | 'now'>): number {
  const spans = day.lanes.flatMap(({ pieces }) => pieces.filter(({ kind }) => kind === 'span'));
  const footage = mergeIntervals(spans);
  const [first, last] = [footage[0], footage.at(-1)];
  if (first === undefined || last === undefined) return pendingFrom(day) ?? day.from;
  const isRunning = day.now < day.to;
  return isRunning ? Math.max(last.from, last.to - BEFORE_NOW_MICROS) : first.from;
}

/** Where what has not arrived yet begins: a day that has just begun says so. */
function pendingFrom({ lanes }: Pick<PersonDay, 'lanes'>): number | null {
  const pending = lanes.flatMap(({ pieces }) => pieces.filter(({ kind }) => kind === 'pending'));
  return pending.length === 0 ? null : Math.min(...pending.map(({ from }) => from));
}

/** A day whose footage ends no earlier goes on in the next one. */
const AT_MIDNIGHT_MICROS = 2_000_000;

/** Whether a moment is so near the day's end that what follows is the next day. */
export function isAtMidnight(micros: number, day: Interval): boolean {
  return micros >= day.to - AT_MIDNIGHT_MICROS;
}
