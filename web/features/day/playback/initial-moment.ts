import type { PersonDay } from '../../../contract/people.ts';
import { mergeIntervals } from '../time/interval.ts';

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
