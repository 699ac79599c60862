import { Temporal } from 'temporal-polyfill';
import { PERSON_ZONE, type WeeklySchedule } from '../protocol/policy.ts';

/** Two weeks and a day: a yearly clock change may swallow one occurrence of a weekly edge. */
const HORIZON_DAYS = 15;

type Weekday = keyof WeeklySchedule['days'];

/**
 * Whether recording is scheduled at an instant. The zone is asked what its wall clock shows, so that
 * an hour that a clock change repeats counts twice and one that it skips never comes. Without a
 * schedule it always is. Windows end at midnight: one across it is two.
 */
export function isScheduled(schedule: WeeklySchedule | null, utcMs: number): boolean {
  if (schedule === null) return true;
  const local = inZone(utcMs, zoneOf(schedule));
  const minute = local.hour * 60 + local.minute;
  return windowsOf(schedule, local.dayOfWeek).some(({ from, to }) => from <= minute && minute < to);
}

/** The first instant after `utcMs` (UTC ms) at which the answer changes; null if it never does. */
export function nextChange(schedule: WeeklySchedule | null, utcMs: number): number | null {
  if (schedule === null) return null;
  const now = isScheduled(schedule, utcMs);
  const later = edgesAfter(schedule, utcMs).sort((a, b) => a - b);
  return later.find((edge) => isScheduled(schedule, edge) !== now) ?? null;
}

/** Every instant at which the answer may change: where the wall clock meets an edge, or jumps. */
function edgesAfter(schedule: WeeklySchedule, utcMs: number): number[] {
  const edges = clockChanges(zoneOf(schedule), utcMs);
  const today = inZone(utcMs, zoneOf(schedule)).toPlainDate();
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const date = today.add({ days });
    for (const { from, to } of windowsOf(schedule, date.dayOfWeek)) {
      edges.push(...instantsOf(date, from, zoneOf(schedule)));
      edges.push(...instantsOf(date, to, zoneOf(schedule)));
    }
  }
  return edges.filter((edge) => edge > utcMs);
}

/** A wall-clock minute comes twice in the hour that a clock change repeats. */
function instantsOf(date: Temporal.PlainDate, minute: number, timeZone: string): number[] {
  const wall = date.toPlainDateTime().add({ minutes: minute });
  return (['earlier', 'later'] as const).map(
    (disambiguation) => wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
  );
}

function clockChanges(timeZone: string, utcMs: number): number[] {
  const end = utcMs + HORIZON_DAYS * 86_400_000;
  const changes: number[] = [];
  let at = inZone(utcMs, timeZone).getTimeZoneTransition('next');
  while (at !== null && at.epochMilliseconds <= end) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return changes;
}

/** The person's zone is this computer's: only the recorder asks for it. */
function zoneOf({ timeZone }: WeeklySchedule): string {
  return timeZone === PERSON_ZONE ? Temporal.Now.timeZoneId() : timeZone;
}

function inZone(utcMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(utcMs)).toZonedDateTimeISO(timeZone);
}

function windowsOf(schedule: WeeklySchedule, dayOfWeek: number) {
  return schedule.days[weekday(dayOfWeek)];
}

/** Safe because ISO weekdays are 1 to 7. */
function weekday(dayOfWeek: number): Weekday {
  return String(dayOfWeek) as Weekday;
}
