import { createReadStream } from 'node:fs';
import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import type { DeviceId, KeyId, SegmentId } from '@workcompanion/core/ids';
import type { DataKey } from '@workcompanion/db/keys/read-data-key';
import type { Spooled } from '../spool-segments.ts';
import type { LaneCard, LaneSegment, VideoLane } from '../video/lane.ts';
import type { VideoPlan } from '../video/video-plan.ts';
import { concerning } from './evidence-package-order.ts';
import type { GatheredDevice, GatheredDisplay } from './gather-device.ts';
import type { Gathered } from './gather-evidence.ts';
import { gapCards } from './lane-cards.ts';
import type { ClipSegment } from './read-clip-segments.ts';

/** 256 KiB: twice as fast as the default. */
const READ_BYTES = 256 * 1024;
/** Assumed for a display whose size is unknown. */
const UNKNOWN_SIZE = { width: 1280, height: 720 } as const;

/** The ciphertext that lies ready, and what opens it. */
export interface ClipFootage {
  readonly spooled: ReadonlyMap<SegmentId, Spooled>;
  readonly keys: ReadonlyMap<KeyId, DataKey>;
}

/** Why a segment can't be shown; null for one that can. */
export function absenceOf(
  { spooled, keys }: ClipFootage,
  { id, keyId }: ClipSegment,
): 'shredded' | 'unreadable' | null {
  if (!keys.has(keyId)) return 'shredded';
  const found = spooled.get(id);
  return found?.kind === 'ready' ? null : (found?.why ?? 'unreadable');
}

export function videoPlan(gathered: Gathered, footage: ClipFootage): VideoPlan {
  const { order, marks } = gathered;
  const nameOf = laneNames(gathered.devices.map(({ device }) => device));
  return {
    clip: { from: order.clip.footageFrom, to: order.clip.footageTo },
    timeZone: order.person.timeZone,
    person: order.person.name,
    case: { id: order.case.id, title: order.case.title },
    packageId: order.evidencePackage.id,
    marks,
    lanes: gathered.devices.flatMap((device) =>
      device.displays.map((display) => {
        const name = nameOf(device.device.id, display.display);
        return laneOf(gathered, footage, { ...device, display, name });
      }),
    ),
  };
}

type Place = GatheredDevice & { readonly display: GatheredDisplay; readonly name: string };

function laneOf(
  { order }: Gathered,
  footage: ClipFootage,
  { device, display, name }: Place,
): VideoLane {
  const place = { device: device.id, display: display.display };
  const clip = { from: order.clip.footageFrom, to: order.clip.footageTo };
  const { withheld, blurred } = order.evidencePackage.redaction;
  const cards = [
    ...gapCards({ ...clip, items: display.items, ...shownOf(footage, display) }),
    ...concerning(withheld, place, clip).map(
      ({ reason, from, to }): LaneCard => ({
        kind: 'withheld',
        from: Math.max(from, clip.from),
        to: Math.min(to, clip.to),
        words: { en: reason, zh: reason },
        note: null,
      }),
    ),
  ];
  return {
    ...place,
    name,
    ...sizeOf(display.segments),
    segments: display.segments.flatMap((row) => laneSegment(footage, row)),
    cards: cards.sort((a, b) => a.from - b.from),
    blurs: concerning(blurred, place, clip),
  };
}

function shownOf(footage: ClipFootage, { segments }: GatheredDisplay) {
  const stretches = segments.map((row) => ({
    from: row.startsAt,
    to: row.startsAt + row.duration,
    why: absenceOf(footage, row),
  }));
  return {
    shown: stretches.filter(({ why }) => why === null),
    absent: stretches.flatMap(({ why, ...stretch }) => (why === null ? [] : [{ ...stretch, why }])),
  };
}

function laneSegment({ spooled, keys }: ClipFootage, row: ClipSegment): LaneSegment[] {
  const found = spooled.get(row.id);
  const dataKey = keys.get(row.keyId);
  if (found?.kind !== 'ready' || dataKey === undefined) return [];
  const key = segmentKeyOf(dataKey.key, row);
  return [
    {
      start: row.startsAt,
      duration: row.duration,
      sha256: row.sha256,
      open: () => decryptSegment(createReadStream(found.path, { highWaterMark: READ_BYTES }), key),
    },
  ];
}

/** The largest picture of the stretch: even, as the encoder wants it. */
function sizeOf(segments: readonly ClipSegment[]): { width: number; height: number } {
  let largest: { width: number; height: number } = UNKNOWN_SIZE;
  const known = segments.flatMap(({ geometry }) => (geometry === null ? [] : [geometry]));
  for (const [index, { width, height }] of known.entries()) {
    if (index === 0 || width * height > largest.width * largest.height) largest = { width, height };
  }
  const even = (pixels: number): number => 2 * Math.floor(pixels / 2);
  return { width: even(largest.width), height: even(largest.height) };
}

interface NamedDevice {
  readonly id: DeviceId;
  readonly host: { readonly hostname: string };
}

/**
 * How a video calls a display: by its own name, and with the computer's where the person has several in
 * the clip; of a second device of that name (a computer that was enrolled anew) "DESK-7 (2)".
 */
function laneNames(devices: readonly NamedDevice[]): (device: DeviceId, display: string) => string {
  if (devices.length < 2) return (_, display) => display;
  const computers = new Map<DeviceId, string>();
  const counts = new Map<string, number>();
  for (const { id, host } of devices) {
    const count = (counts.get(host.hostname) ?? 0) + 1;
    counts.set(host.hostname, count);
    computers.set(id, count === 1 ? host.hostname : `${host.hostname} (${count})`);
  }
  return (device, display) => `${computers.get(device) ?? device} · ${display}`;
}
