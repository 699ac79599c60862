import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { type CheckedJournal, type StatementOf, statementsOf } from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';

interface ServerKeysCheck {
  readonly journals: readonly CheckedJournal[];
  readonly checkpoints: ReadonlyMap<number, CheckedCheckpoint>;
  /** RFC 7638 thumbprints, oldest first; the last seals the package. */
  readonly thumbprints: readonly string[];
  /** What the reader knows from elsewhere. */
  readonly known: readonly string[];
  /** Whether every checkpoint that a device has seen has to be here: from version 4 of the format on. */
  readonly wantsSeen: boolean;
}

/**
 * Whether the devices vouch for the server: their signed journals say at the head of each recording
 * which key the server has, and which checkpoints they have seen of it. Whoever makes a new server key
 * and signs all anew is none that they name. A device takes no other key after its enrolment, and so
 * each that names one has to name the one that seals.
 */
export function checkServerKeys(of: ServerKeysCheck): Finding[] {
  const seal = of.thumbprints.at(-1) ?? '';
  const findings: Finding[] = [];
  let count = 0;
  for (const journal of of.journals) {
    const { findings: contradictions, named } = namedBy(journal, of);
    findings.push(...contradictions);
    count += named.filter((key) => key === seal).length;
    const [other] = named;
    if (other === undefined || named.includes(seal)) continue;
    const { device, hostname: host } = journal.device;
    findings.push(
      finding('seal-other-key', { kind: 'device', device }, { host, expected: other, found: seal }),
    );
  }
  const about = { kind: 'key', fingerprint: seal } as const;
  if (count > 0) findings.push(finding('server-vouched', about, { count }));
  else if (findings.length === 0) findings.push(finding('server-unvouched', about));
  if (of.known.length > 0) {
    const isKnown = of.known.includes(seal);
    findings.push(finding(isKnown ? 'server-key-pinned' : 'server-key-other', about));
  }
  return findings;
}

/** The listed keys that a device names, as often as it does; and where it contradicts the package. */
function namedBy(journal: CheckedJournal, of: ServerKeysCheck) {
  const { thumbprints, checkpoints, wantsSeen } = of;
  const findings: Finding[] = [];
  const named: string[] = [];
  const { device } = journal.device;
  for (const { index, serverKey } of statementsOf(journal, 'recording-started')) {
    if (serverKey === undefined) continue;
    if (thumbprints.includes(serverKey)) named.push(serverKey);
    else {
      const params = { fingerprint: serverKey };
      findings.push(finding('seen-other-key', aboutStatement(device, index), params));
    }
  }
  for (const seen of statementsOf(journal, 'checkpoint-seen')) {
    const about = aboutStatement(device, seen.index);
    const shown = checkpoints.get(seen.checkpoint);
    const params = { checkpoint: seen.checkpoint, fingerprint: seen.serverKey };
    if (!thumbprints.includes(seen.serverKey)) {
      findings.push(finding('seen-other-key', about, params));
    } else if (shown !== undefined && !isTheSame(shown, seen, thumbprints)) {
      findings.push(finding('seen-other-checkpoint', about, params));
    } else {
      named.push(seen.serverKey);
      if (shown === undefined && wantsSeen) {
        findings.push(finding('seen-checkpoint-gone', about, params));
      }
    }
  }
  return { findings, named };
}

function isTheSame(
  shown: CheckedCheckpoint,
  seen: StatementOf<'checkpoint-seen'>,
  thumbprints: readonly string[],
): boolean {
  return shown.hash === seen.hash && thumbprints[shown.key] === seen.serverKey;
}
