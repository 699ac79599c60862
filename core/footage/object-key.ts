import type { DeviceId, SegmentId } from '../ids.ts';

/** The blob key of a segment: DEVICE/YYYY/MM/DD/SEGMENT.ts, by the UTC day of its start. */
export function segmentObjectKey({
  device,
  segment,
  startMs,
}: {
  readonly device: DeviceId;
  readonly segment: SegmentId;
  readonly startMs: number;
}): string {
  const day = new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${device}/${day}/${segment}.ts`;
}
