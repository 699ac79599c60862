import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { DeviceDay } from '@workcompanion/db/queries/read-device-day';
import type { DeletedStretch } from '@workcompanion/db/retention/deleted-stretches';
import type { spans } from '@workcompanion/db/schema/spans';
import { clipToReach, type Reach, type Stretch } from '../auth/reach/reach.ts';
import type { RecordingRow } from './read-recordings-of-day.ts';

interface StoredSpan {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly bytes: number;
}

interface Footage {
  /** Spans of one display. */
  readonly spans: DeviceDay['spans'];
  readonly recordings: readonly RecordingRow[];
  readonly day: Stretch;
  readonly reach: Reach;
}

type Span = Pick<
  typeof spans.$inferSelect,
  'deviceId' | 'display' | 'startsAt' | 'endsAt' | 'bytes'
>;

/** What of spans is still there; a part has its share of the bytes. Stretches are by start. */
export function keptSpans(all: readonly Span[], deleted: readonly DeletedStretch[]): Span[] {
  return all.flatMap((span) => {
    const own = deleted.filter(
      ({ deviceId, display }) => deviceId === span.deviceId && display === span.display,
    );
    return own.reduce<Span[]>((parts, gap) => parts.flatMap((part) => without(part, gap)), [span]);
  });
}

function without(span: Span, { from, to }: DeletedStretch): Span[] {
  return [
    { startsAt: span.startsAt, endsAt: Math.min(span.endsAt, from) },
    { startsAt: Math.max(span.startsAt, to), endsAt: span.endsAt },
  ]
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .map((part) => {
      const share = (part.endsAt - part.startsAt) / (span.endsAt - span.startsAt);
      return { ...span, ...part, bytes: Math.round(span.bytes * share) };
    });
}

/** Where the policy had something painted over in every picture of a display. */
export function coveredStretches({ spans, recordings, day, reach }: Footage): Stretch[] {
  const covered = new Set(
    recordings.filter(({ coveredAreas }) => (coveredAreas ?? 0) > 0).map(({ id }) => id),
  );
  const stretches = spans
    .filter(({ recordingId }) => covered.has(recordingId))
    .flatMap(({ startsAt, endsAt }) => clipToReach([day], { from: startsAt, to: endsAt }));
  return mergeIntervals(stretches).flatMap((stretch) => clipToReach(reach, stretch));
}

/** The bytes of a stretch; a span that reaches beyond it counts by the share within. */
export function storedBytes(
  spans: readonly StoredSpan[],
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return spans.reduce((sum, { startsAt, endsAt, bytes }) => {
    const within = Math.min(endsAt, to) - Math.max(startsAt, from);
    return sum + Math.round((bytes * Math.max(0, within)) / (endsAt - startsAt));
  }, 0);
}
