import { createHash } from 'node:crypto';
import { policyDigest } from '../protocol/policy-digest.ts';
import {
  type CheckedJournal,
  type StatementOf,
  segmentsOfClip,
  statementsOf,
} from './checked-statement.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';
import type { PackageNotice, PackagePolicies } from './package-documents.ts';

/** Whether the person acknowledged the notice before the first frame, on this device. */
export function checkNotice(
  manifest: Manifest,
  journal: CheckedJournal,
  notice: PackageNotice,
): Finding[] {
  const { device, hostname: host } = journal.device;
  const signed = statementsOf(journal, 'notice-acknowledged');
  const first = Math.min(...segmentsOfClip(journal, manifest).map(({ start }) => start));
  const told = notice.acknowledgements.filter((one) => one.device === device);
  const findings = told
    .filter((one) => !isTold(one, signed))
    .map(({ index }) => finding('notice-differs', aboutStatement(device, index)));
  const before = signed.findLast(({ at }) => at <= first);
  const about = { kind: 'device', device } as const;
  if (before === undefined) {
    return first === Number.POSITIVE_INFINITY
      ? findings
      : [...findings, finding('notice-unproven', about, { host })];
  }
  const { at, noticeVersion: version, userName: user } = before;
  return [...findings, finding('notice-acknowledged', about, { host, at, version, user })];
}

function isTold(
  told: PackageNotice['acknowledgements'][number],
  signed: readonly StatementOf<'notice-acknowledged'>[],
): boolean {
  const statement = signed.find(({ index }) => index === told.index);
  return (
    statement !== undefined &&
    statement.noticeVersion === told.noticeVersion &&
    statement.textSha256 === told.textSha256 &&
    statement.locale === told.locale &&
    statement.at === told.acknowledgedAt &&
    (told.text === null || sha256(told.text) === told.textSha256)
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(new TextEncoder().encode(text)).digest('hex');
}

/** Whether the rules that are told are those that the device has signed, for each recorded segment. */
export function checkPolicies(
  manifest: Manifest,
  journal: CheckedJournal,
  { policies }: PackagePolicies,
): Finding[] {
  const { device, hostname: host } = journal.device;
  const about = { kind: 'device', device } as const;
  const digests = Map.groupBy(
    statementsOf(journal, 'policy-applied'),
    ({ policyVersion }) => policyVersion,
  );
  const signed = new Set<number>();
  const findings: Finding[] = [];
  for (const { version, body } of policies.filter((one) => one.device === device)) {
    const known = (digests.get(version) ?? []).flatMap(({ policySha256 }) => policySha256 ?? []);
    if (body === null || known.length === 0) continue;
    const found = policyDigest(body);
    if (known.includes(found)) signed.add(version);
    else {
      const expected = known.join(', ');
      findings.push(finding('policy-differs', about, { host, version, expected, found }));
    }
  }
  const used = new Set(segmentsOfClip(journal, manifest).map(({ policyVersion }) => policyVersion));
  for (const version of used) {
    const code = signed.has(version) ? 'policy-signed' : 'policy-unproven';
    findings.push(finding(code, about, { host, version }));
  }
  return findings;
}
