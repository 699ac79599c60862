import type { GapCause } from '../../protocol/gap-cause.ts';
import {
  buildTimeline,
  type FootageSpan,
  type KnownGap,
  type TimelineInput,
  type TimelineItem,
} from '../timeline.ts';

export const SECOND = 1_000_000;
/** A day of 1,000 s that has passed, from a device that is still heard of. */
export const DAY = { from: 0, to: 1000 * SECOND, now: 5000 * SECOND, lastSeen: null } as const;

type Seconds = Partial<Omit<TimelineInput, 'from' | 'to'>>;

/** The lanes in short form; times in seconds. */
export function timeline({
  spans = [],
  gaps = [],
  begun = [],
  now,
  lastSeen,
}: Seconds): Record<string, string[]> {
  const lanes = buildTimeline({
    ...DAY,
    spans,
    gaps,
    begun: begun.map(({ display, from }) => ({ display, from: from * SECOND })),
    now: now === undefined ? DAY.now : now * SECOND,
    lastSeen: lastSeen == null ? null : lastSeen * SECOND,
  });
  return Object.fromEntries(lanes.map((lane) => [String(lane.display), lane.items.map(inShort)]));
}

function inShort(item: TimelineItem): string {
  const stretch = `${item.from / SECOND}-${item.to / SECOND}`;
  if (item.kind === 'span') return `span ${item.recordingId} ${stretch}`;
  return `${item.kind === 'gap' ? item.cause : item.kind} ${stretch}`;
}

export function span(display: string, from: number, to: number, recordingId = 'r1'): FootageSpan {
  return { display, recordingId, from: from * SECOND, to: to * SECOND };
}

export function gap(
  display: string | null,
  cause: GapCause,
  from: number,
  to: number | null,
): KnownGap {
  return { display, cause, from: from * SECOND, to: to === null ? null : to * SECOND, note: null };
}
