import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import { isHeldBack } from '../gather/evidence-package-order.ts';
import { absenceOf, type ClipFootage } from '../gather/footage.ts';
import type { GatheredDevice } from '../gather/gather-device.ts';
import type { Gathered } from '../gather/gather-evidence.ts';
import type { ClipSegment } from '../gather/read-clip-segments.ts';
import { segmentPath } from './package-names.ts';

/** Every segment that touches the clip, by device, display and start: with its file, or why it has none. */
export function segmentEntries(gathered: Gathered, footage: ClipFootage): PackageSegment[] {
  const { evidencePackage: ordered, clip } = gathered.order;
  const window = { from: clip.footageFrom, to: clip.footageTo };
  return gathered.devices.flatMap((device) =>
    device.displays.flatMap(({ display, segments }) => {
      const rows = segments.map((row) => ({ ...described(row), gone: absenceOf(footage, row) }));
      const lost = lostOf(device, display, window).map((said) => ({ ...said, gone: LOST }));
      return [...rows, ...lost]
        .sort((a, b) => a.start - b.start)
        .map(({ gone, ...segment }) => {
          const stretch = { from: segment.start, to: segment.start + segment.duration };
          const place = { device: device.device.id, display };
          const absent = isHeldBack(ordered.redaction, place, stretch) ? 'withheld' : gone;
          const path = absent === null ? segmentPath(segment.device, segment.segment) : null;
          return { ...segment, display, absent, path };
        });
    }),
  );
}

const LOST = 'unreadable' as const;

/** What the device has signed and this server has no row of: a restored database takes the statement alone. */
function lostOf(
  { journal, displays }: GatheredDevice,
  display: string,
  { from, to }: { readonly from: number; readonly to: number },
) {
  const known = new Set<number>(
    displays.flatMap(({ segments }) => segments.map(({ journalIndex }) => journalIndex)),
  );
  return journal.items.flatMap(({ says }) => {
    if (says.kind !== 'segment' || says.display !== display || known.has(says.index)) return [];
    if (says.start >= to || says.start + says.duration <= from) return [];
    return [
      {
        segment: says.segment,
        device: says.device,
        recording: says.recording,
        sequence: says.sequence,
        journalIndex: says.index,
        start: says.start,
        duration: says.duration,
        bytes: says.bytes,
        sha256: says.sha256,
        keyId: says.keyId,
        ...(says.keyDerivation && { keyDerivation: says.keyDerivation }),
        iv: says.iv,
      },
    ];
  });
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
