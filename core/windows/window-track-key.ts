import type { DeviceId, WindowTrackId } from '../ids.ts';

/** What of a track decides where its sealed file lies. */
interface KeyedTrack {
  readonly id: WindowTrackId;
  readonly deviceId: DeviceId;
  /** UTC µs. */
  readonly startsAt: number;
  /** The digest of the sealed file in lower-case hex. */
  readonly sha256: string;
}

/** The blob key of a sealed track: windows/DEVICE/YYYY/MM/DD/TRACK-DIGEST.track, by the UTC day of its start. */
export function windowTrackKey({ id, deviceId, startsAt, sha256 }: KeyedTrack): string {
  const day = new Date(Math.floor(startsAt / 1000)).toISOString().slice(0, 10).replaceAll('-', '/');
  return `windows/${deviceId}/${day}/${id}-${sha256.slice(0, 16)}.track`;
}
