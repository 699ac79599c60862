import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { type CheckedJournal, statementsOf } from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';

/**
 * Whether the devices vouch for the server: their signed journals name the checkpoints that they
 * have seen, and the key that signed them. Who makes a new server key and signs all anew has none.
 */
export function checkServerKeys(of: {
  readonly journals: readonly CheckedJournal[];
  readonly checkpoints: ReadonlyMap<number, CheckedCheckpoint>;
  /** RFC 7638 thumbprints, oldest first; the last seals the package. */
  readonly thumbprints: readonly string[];
  /** What the reader knows from elsewhere. */
  readonly known: readonly string[];
}): Finding[] {
  const findings: Finding[] = [];
  const vouched = new Map<string, number>();
  for (const journal of of.journals) {
    for (const seen of statementsOf(journal, 'checkpoint-seen')) {
      const about = aboutStatement(journal.device.device, seen.index);
      const shown = of.checkpoints.get(seen.checkpoint);
      const params = { checkpoint: seen.checkpoint, fingerprint: seen.serverKey };
      if (!of.thumbprints.includes(seen.serverKey)) {
        findings.push(finding('seen-other-key', about, params));
      } else if (shown !== undefined && !isTheSame(shown, seen, of.thumbprints)) {
        findings.push(finding('seen-other-checkpoint', about, params));
      } else vouched.set(seen.serverKey, (vouched.get(seen.serverKey) ?? 0) + 1);
    }
  }
  const seal = of.thumbprints.at(-1) ?? '';
  const about = { kind: 'key', fingerprint: seal } as const;
  const count = vouched.get(seal);
  findings.push(
    count === undefined
      ? finding('server-unvouched', about)
      : finding('server-vouched', about, { count }),
  );
  if (of.known.length > 0) {
    const isKnown = of.known.includes(seal);
    findings.push(finding(isKnown ? 'server-key-pinned' : 'server-key-other', about));
  }
  return findings;
}

function isTheSame(
  shown: CheckedCheckpoint,
  seen: { readonly hash: string; readonly serverKey: string },
  thumbprints: readonly string[],
): boolean {
  return shown.hash === seen.hash && thumbprints[shown.key] === seen.serverKey;
}
