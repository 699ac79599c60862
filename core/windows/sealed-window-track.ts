import { hkdfSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { openPiece, sealPiece } from '../crypto/sealed-piece.ts';
import { AppError } from '../errors.ts';
import type { DeviceId, WindowTrackId } from '../ids.ts';
import { WindowTrack } from './window-track.ts';

const KEY_BYTES = 16;
const INFO = 'workcompanion window track v1';
/** A small file can be made to unpack to gigabytes of the same letter. */
const MOST_PLAIN_BYTES = 16 * 1024 * 1024;

/** What a track is bound to: a file that was moved to another place does not open there. */
export interface TrackPlace {
  readonly device: DeviceId;
  readonly track: WindowTrackId;
}

/**
 * Seals a track as it lies on disks: JSON, deflated, then AES-128-GCM under a key of its own, which is
 * derived from the data key of its time. To destroy the data key destroys it.
 */
export function sealWindowTrack(
  dataKey: Uint8Array,
  track: WindowTrack,
  place: TrackPlace,
): Buffer {
  const packed = deflateRawSync(JSON.stringify(track));
  return sealPiece(trackKey(dataKey, place), packed, describePlace(place));
}

/** Throws `digest-mismatch` when a byte, the place or the key is another one, or it holds no track. */
export function openWindowTrack(
  dataKey: Uint8Array,
  sealed: Uint8Array,
  place: TrackPlace,
): WindowTrack {
  const packed = openPiece(trackKey(dataKey, place), sealed, describePlace(place));
  const parsed = WindowTrack.safeParse(unpacked(packed));
  if (parsed.success) return parsed.data;
  // What was wrong with it could repeat its words: nobody is told.
  throw new AppError('digest-mismatch', `${describePlace(place)} holds no window track`);
}

function trackKey(dataKey: Uint8Array, { track }: TrackPlace): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', `${INFO} ${track}`, KEY_BYTES));
}

function describePlace({ device, track }: TrackPlace): string {
  return `window track ${device}/${track}`;
}

function unpacked(packed: Uint8Array): unknown {
  try {
    return JSON.parse(
      inflateRawSync(packed, { maxOutputLength: MOST_PLAIN_BYTES }).toString('utf8'),
    );
  } catch {
    return null;
  }
}
