import { type CheckedJournal, segmentsOfClip, statementsOf } from './checked-statement.ts';
import { type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';

/**
 * Whether the package tells of the computer what the device has signed at the head of the recordings:
 * its name, its time zone, and its displays, none of which is left out without a word.
 */
export function checkHost(manifest: Manifest, journal: CheckedJournal): Finding[] {
  const { device, hostname: host, timeZone, displays } = journal.device;
  const about = { kind: 'device', device } as const;
  const shown = segmentsOfClip(journal, manifest);
  const recordings = new Set(shown.map(({ recording }) => recording));
  const signed = statementsOf(journal, 'recording-started')
    .filter(({ recording }) => recordings.has(recording))
    .map((head) => head.host);
  const [first] = signed;
  const others = [...new Set(shown.map(({ display }) => display))]
    .filter((display) => !displays.includes(display))
    .map((display) => {
      const { from, to } = manifest;
      return finding(
        'display-left-out',
        { kind: 'stretch', device, display, from, to },
        { host, display },
      );
    });
  if (first === undefined) return others;
  const told = { hostname: host, timeZone: timeZone ?? first.timeZone };
  const wrong = (['hostname', 'timeZone'] as const)
    .filter((field) => signed.every((one) => one[field] !== told[field]))
    .map((field) =>
      finding('host-differs', about, { field, found: told[field], expected: first[field] }),
    );
  if (wrong.length > 0) return [...wrong, ...others];
  const facts = { host, zone: told.timeZone, user: first.userName };
  const isShownSo = manifest.timeZone === told.timeZone;
  return [
    finding('host-signed', about, facts),
    ...(isShownSo
      ? []
      : [
          finding('zone-other', about, { host, expected: told.timeZone, found: manifest.timeZone }),
        ]),
    ...others,
  ];
}
