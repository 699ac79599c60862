import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import type { Gathered } from '../gather/gather-evidence.ts';
import { CUSTODY, contextPath, journalPath, KEYS, NOTICE, POLICY } from './package-names.ts';

/** What the manifest says of all but files, videos and checkpoints. */
export function manifestOf({ order, devices, serverKeys }: Gathered, segments: PackageSegment[]) {
  return {
    v: 2 as const,
    package: order.evidencePackage.id,
    software: 'workcompanion',
    case: { id: order.case.id, title: order.case.title },
    clip: { id: order.clip.id, title: order.clip.title },
    person: { id: order.person.id, name: order.person.name },
    timeZone: order.person.timeZone,
    from: order.clip.footageFrom,
    to: order.clip.footageTo,
    devices: devices.map(({ device, displays, journal, context }) => ({
      device: device.id,
      hostname: device.host.hostname,
      publicKey: device.publicKey,
      enrolledAt: device.enrolledAt,
      displays: displays.map(({ display }) => display),
      journal: {
        path: journalPath(device.id),
        firstIndex: journal.firstIndex,
        count: journal.items.length,
        prev: journal.prev,
      },
      context: context.length > 0 ? contextPath(device.id) : null,
    })),
    segments,
    redaction: order.evidencePackage.redaction,
    keys: KEYS,
    custody: CUSTODY,
    notice: NOTICE,
    policy: POLICY,
    serverKeys: [...serverKeys],
  };
}
