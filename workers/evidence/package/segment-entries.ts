import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import { absenceOf, type Footage } from '../footage.ts';
import { isHeldBack } from '../gather/export-order.ts';
import type { Gathered } from '../gather/gather-evidence.ts';
import type { ClipSegment } from '../gather/read-clip-segments.ts';
import { segmentPath } from './package-names.ts';

/** Every segment that touches the clip, by device, display and start: with its file, or why it has none. */
export function segmentEntries(gathered: Gathered, footage: Footage): PackageSegment[] {
  const { redaction } = gathered.order.export;
  return gathered.devices.flatMap(({ device, displays }) =>
    displays.flatMap(({ display, segments }) =>
      segments.map((row) => {
        const stretch = { from: row.startsAt, to: row.startsAt + row.duration };
        const gone = absenceOf(footage, row);
        const isWithheld = isHeldBack(redaction, { device: device.id, display }, stretch);
        const absent = isWithheld ? 'withheld' : gone;
        return { ...described(row), display, absent, path: absent === null ? pathOf(row) : null };
      }),
    ),
  );
}

/** How much of what the package should show it can't. What was withheld was never meant to be in it. */
export function countSegments(entries: readonly PackageSegment[]) {
  const meant = entries.filter(({ absent }) => absent !== 'withheld');
  const absentSegments = meant.filter(({ absent }) => absent !== null).length;
  return { segments: meant.length, absentSegments };
}

function described(row: ClipSegment) {
  return {
    segment: row.id,
    device: row.deviceId,
    recording: row.recordingId,
    sequence: row.sequence,
    journalIndex: row.journalIndex,
    start: row.startsAt,
    duration: row.duration,
    bytes: row.bytes,
    sha256: row.sha256,
    keyId: row.keyId,
    ...(row.hasOwnKey && { keyDerivation: 'hkdf-sha256-v1' as const }),
    iv: row.iv,
  };
}

function pathOf({ deviceId, id }: ClipSegment): string {
  return segmentPath(deviceId, id);
}
