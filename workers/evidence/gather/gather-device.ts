import { AppError } from '@workcompanion/core/errors';
import { buildTimeline, type TimelineItem } from '@workcompanion/core/footage/timeline';
import type { DeviceId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { Db } from '@workcompanion/db/client';
import type { JournalPlaces } from '@workcompanion/db/journal/read-journal-texts';
import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { type ClipSegment, readClipSegments } from './read-clip-segments.ts';
import { readContext, seenAfterwards, tracksAfterwards } from './read-context.ts';
import { type JournalItem, type JournalStretch, readJournal } from './read-journal.ts';

export interface GatheredDisplay {
  readonly display: string;
  readonly segments: readonly ClipSegment[];
  /** What is known of its time, in order. */
  readonly items: readonly TimelineItem[];
}

/** Everything of a device that a package tells. */
export interface GatheredDevice {
  readonly device: DeviceRow;
  /** As the device has signed it with the recordings; as it says now, where it has recorded nothing. */
  readonly host: HostFacts;
  readonly displays: readonly GatheredDisplay[];
  readonly journal: JournalStretch;
  readonly context: readonly JournalItem[];
}

interface Wanted {
  readonly device: DeviceId;
  readonly displays: readonly string[];
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

/** Throws `not-found`, and `chain-broken` for statements that have not come. */
export async function gatherDevice(places: JournalPlaces, wanted: Wanted): Promise<GatheredDevice> {
  const { db } = places;
  const { from, to, now } = wanted;
  const [device] = await selectDevices(db).where(eq(devices.id, wanted.device));
  if (!device) throw new AppError('not-found', `There is no device ${wanted.device}.`);
  const lanes = await timelineOf(db, device, { from, to, now });
  const displays: GatheredDisplay[] = [];
  for (const display of wanted.displays) {
    const segments = await readClipSegments(db, { device: device.id, display, from, to });
    const lane = lanes.find((each) => each.display === display) ?? lanes.find(isOfAll);
    displays.push({ display, segments, items: lane?.items ?? [] });
  }
  const segments = displays.flatMap((each) => each.segments);
  const journal = await readJournal(places, { device: device.id, from, to, segments });
  const stretch = journal.items.map(({ says }) => says);
  const { firstIndex } = journal;
  const before = await readContext(places, { device: device.id, firstIndex, stretch, from });
  const lastIndex = stretch.at(-1)?.index ?? firstIndex;
  const after = await seenAfterwards(places, { device: device.id, lastIndex });
  const tracks = await tracksAfterwards(places, { device: device.id, lastIndex, from, to });
  const later = [...journal.explanations, ...after, ...tracks];
  const context = [...before, ...later.toSorted((a, b) => a.says.index - b.says.index)];
  const host = signedHost([...journal.items, ...context]) ?? device.host;
  return { device, host, displays, journal, context };
}

function signedHost(items: readonly JournalItem[]): HostFacts | null {
  const heads = items.flatMap(({ says }) => (says.kind === 'recording-started' ? [says] : []));
  return heads.at(-1)?.host ?? null;
}

function isOfAll({ display }: { readonly display: string | null }): boolean {
  return display === null;
}

async function timelineOf(
  db: Db,
  { id, lastSeenAt }: DeviceRow,
  stretch: { readonly from: number; readonly to: number; readonly now: number },
) {
  const { from, to } = stretch;
  const footage = await readDeviceDay(db, { deviceIds: [id], from, to });
  return buildTimeline({
    ...stretch,
    spans: footage.spans.map(({ display, recordingId, startsAt, endsAt }) => ({
      display,
      recordingId,
      from: startsAt,
      to: endsAt,
    })),
    gaps: footage.gaps.map(({ display, cause, note, startsAt, endsAt }) => ({
      display,
      cause,
      note,
      from: startsAt,
      to: endsAt,
    })),
    lastSeen: lastSeenAt,
  });
}
