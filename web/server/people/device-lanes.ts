import { buildTimeline, type TimelineItem } from '@workcompanion/core/footage/timeline';
import type { DeviceDay } from '@workcompanion/db/queries/read-device-day';
import type { DeviceRow } from '@workcompanion/db/queries/select-devices';
import type { TimelinePiece } from '../../contract/people.ts';

export interface DeviceLane {
  readonly display: string;
  readonly pieces: TimelinePiece[];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Recordings of any device that run, before their first segment too. */
  readonly begun?: readonly BegunRecording[];
}

export interface BegunRecording {
  readonly deviceId: DeviceRow['id'];
  readonly display: string;
  readonly from: number;
}

/** What is known of each display of a device in a stretch of time. */
export function deviceLanes(
  device: Pick<DeviceRow, 'id' | 'displays' | 'lastSeenAt' | 'lastReceivedAt'>,
  footage: DeviceDay,
  { begun = [], ...stretch }: Stretch,
): DeviceLane[] {
  const lanes = buildTimeline({
    ...stretch,
    begun: begun.filter(({ deviceId }) => deviceId === device.id),
    spans: footage.spans
      .filter((span) => span.deviceId === device.id)
      .map(({ display, recordingId, startsAt, endsAt }) => ({
        display,
        recordingId,
        from: startsAt,
        to: endsAt,
      })),
    gaps: footage.gaps
      .filter((gap) => gap.deviceId === device.id)
      .map(({ display, cause, note, startsAt, endsAt }) => ({
        display,
        cause,
        note,
        from: startsAt,
        to: endsAt,
      })),
    lastSeen: latest(device.lastSeenAt, device.lastReceivedAt),
  });
  return lanes.flatMap(({ display, items }) =>
    namesOf(display, device.displays).map((name) => ({
      display: name,
      pieces: drawable(items),
    })),
  );
}

/** A day of nothing but gaps names no display: then those of the last heartbeat. */
function namesOf(display: string | null, known: readonly string[]): readonly string[] {
  if (display !== null) return [display];
  return known.length > 0 ? known : [''];
}

/** Recordings that follow each other without a hole are drawn as one. */
function drawable(items: readonly TimelineItem[]): TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  for (const item of items) {
    const { kind, from, to } = item;
    const cause = item.kind === 'gap' ? item.cause : null;
    const note = item.kind === 'gap' ? item.note : null;
    const last = pieces.at(-1);
    if (kind === 'span' && last?.kind === 'span' && last.to === from) last.to = to;
    else pieces.push({ kind, from, to, cause, note });
  }
  return pieces;
}

function latest(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : Math.max(left, right);
}
