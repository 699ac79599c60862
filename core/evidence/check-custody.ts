import { hexToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { type AuditEntry, hashAuditEntry } from '../audit/audit-entry.ts';
import { canonicalJson } from '../crypto/canonical-json.ts';
import type { Checkpoint } from '../protocol/checkpoint.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { hashLeaf } from './checkpoint-leaves.ts';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import type { Manifest } from './manifest.ts';
import { isIncluded } from './merkle.ts';
import type { CustodyEvent, PackageCustody } from './package-documents.ts';

/** From this version of the format on each step shows its audit entry. */
const LINKED_FROM = 4;
/** µs. A checkpoint is made within two hours; more than that nobody has to wait for it. */
const COMMITTED_WITHIN = 3 * 3_600_000_000;

/** A step by which the package came about. */
export interface CustodyStep extends CustodyEvent {
  /** A checkpoint holds its audit entry: the server can't tell it in another way any more. */
  readonly isCommitted: boolean;
}

export interface CustodyCheck {
  readonly steps: readonly CustodyStep[];
  readonly findings: readonly Finding[];
}

/**
 * Who handled the clip: whether each step is what the audit log says, whether the log's entry is what a
 * checkpoint has committed to, and whether none is left out: the log itself says which there have to be.
 */
export function checkCustody(
  manifest: Manifest,
  { events }: PackageCustody,
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
): CustodyCheck {
  const about = aboutFile(manifest.custody);
  const checked = events.map((event) => checkEvent(event, manifest, checkpoints));
  const steps = checked.map(({ step }) => step);
  const findings = isInOrder(events, manifest) ? [] : [finding('custody-order', about)];
  if (manifest.v >= LINKED_FROM) {
    findings.push(...checked.flatMap((one) => one.findings));
    const missing = missingIn(events, manifest);
    if (missing !== null) findings.push(finding('custody-incomplete', about, { missing }));
  }
  if (findings.some(({ status }) => status === 'broken')) return { steps, findings };
  const { person, case: ofCase, clip } = manifest;
  const names = { person: person.name, case: ofCase.title, clip: clip.title };
  findings.push(finding('told-by-server', ABOUT_PACKAGE, names));
  const committed = steps.filter(({ isCommitted }) => isCommitted).length;
  const told = steps.length - committed;
  if (committed > 0) findings.push(finding('custody-committed', about, { count: committed }));
  if (told > 0) findings.push(finding('custody-told', about, { count: told }));
  return { steps, findings };
}

function isInOrder(events: readonly CustodyEvent[], { createdAt }: Manifest): boolean {
  const numbers = events.flatMap(({ entry }) => (entry === null ? [] : [entry.seq]));
  return (
    events.every(({ at }, index) => at >= (events[index - 1]?.at ?? 0) && at <= createdAt) &&
    numbers.every((seq, index) => seq > (numbers[index - 1] ?? 0))
  );
}

type Checked = { readonly step: CustodyStep; readonly findings: readonly Finding[] };

function checkEvent(
  event: CustodyEvent,
  manifest: Manifest,
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
): Checked {
  const { entry, proof, action } = event;
  const about = aboutFile(manifest.custody);
  const step = { ...event, isCommitted: false };
  const told = (code: FindingCode, params: Finding['params'] = {}) => ({
    step,
    findings: [finding(code, about, { step: action, ...params })],
  });
  // The log tells of the making once the package is made.
  if (action === 'package-made') return { step, findings: [] };
  if (entry === null) return told('custody-unlinked');
  const field = differingField(event, entry, manifest);
  if (field !== null) return told('custody-differs', { field });
  // A checkpoint whose signature is wrong has been named for that.
  const committed = proof === null ? undefined : checkpoints.get(proof.checkpoint);
  if (proof === null || committed === undefined) {
    const isOverdue = event.at + COMMITTED_WITHIN < manifest.createdAt;
    return isOverdue ? told('custody-uncommitted', { at: event.at }) : { step, findings: [] };
  }
  return isInTree(entry, proof.path, committed.checkpoint)
    ? { step: { ...event, isCommitted: true }, findings: [] }
    : told('custody-proof-invalid', { checkpoint: proof.checkpoint });
}

function isInTree(entry: AuditEntry, path: readonly string[], checkpoint: Checkpoint): boolean {
  if (checkpoint.v !== 2) return false;
  const { seq, entries, root } = checkpoint.audit;
  const place = {
    index: entry.seq - (seq - entries) - 1,
    size: entries,
    path: path.map((digest) => base64url.decode(digest)),
  };
  return isIncluded(hashLeaf(hexToBytes(hashAuditEntry(entry))), place, base64url.decode(root));
}

const LOGGED_AS = {
  'clip-selected': ['clip.made', 'clip'],
  'package-requested': ['evidence-package.requested', 'evidence-package'],
  'package-approved': ['evidence-package.approved', 'evidence-package'],
  'package-reissued': ['evidence-package.reissued', 'evidence-package'],
} as const;

/** What the step, or the manifest, says in another way than the audit entry; null for nothing. */
function differingField(event: CustodyEvent, entry: AuditEntry, manifest: Manifest): string | null {
  if (event.action === 'package-made') return null;
  const [action, entityType] = LOGGED_AS[event.action];
  const { details } = entry;
  const told: Readonly<Record<string, readonly [found: unknown, expected: unknown]>> = {
    action: [action, entry.action],
    subject: [entityType, entry.entityType],
    at: [event.at, entry.at],
    user: [event.user, details['by'] ?? null],
    account: [event.user === null, entry.userId === null],
    note: [event.note, noteOfStep(event.action, details)],
    ...(event.action === 'clip-selected' && clipFacts(manifest, entry)),
    ...(event.action === 'package-requested' && requestFacts(manifest, details)),
  };
  const differing = Object.entries(told).find(
    ([, [found, expected]]) => canonicalJson(found) !== canonicalJson(expected ?? null),
  );
  return differing?.[0] ?? null;
}

/** What is told with a step, out of its audit entry. */
export function noteOfStep(action: CustodyEvent['action'], details: AuditEntry['details']): string {
  const text = (name: string) => String(details[name] ?? '');
  if (action === 'clip-selected') return text('title');
  if (action !== 'package-requested') return text('note');
  return text('note') === '' ? text('reason') : `${text('reason')}: ${text('note')}`;
}

function clipFacts({ clip, case: of, person, from, to }: Manifest, entry: AuditEntry) {
  const { details, entityId } = entry;
  return {
    clip: [clip.id, entityId],
    title: [clip.title, details['title']],
    case: [of.id, details['case']],
    person: [person.id, details['person']],
    from: [from, details['from']],
    to: [to, details['to']],
  } as const;
}

function requestFacts(manifest: Manifest, details: AuditEntry['details']) {
  const { clip, redaction, devices } = manifest;
  const displays = devices.flatMap(({ device, displays: names }) =>
    names.map((display) => ({ device, display })),
  );
  return {
    clip: [clip.id, details['clip']],
    withheld: [redaction.withheld, details['withheld']],
    blurred: [redaction.blurred.length, details['blurred']],
    displays: [inOneOrder(displays), inOneOrder(details['displays'])],
  } as const;
}

function inOneOrder(list: unknown): string[] {
  return Array.isArray(list) ? list.map(canonicalJson).toSorted() : [];
}

/** Which step has to be there, by what the others say, and is not; null for none. */
function missingIn(
  events: readonly CustodyEvent[],
  manifest: Manifest,
): CustodyEvent['action'] | null {
  const of = (action: CustodyEvent['action']) => events.filter((one) => one.action === action);
  const [clip, ...moreClips] = of('clip-selected');
  const [request, ...moreRequests] = of('package-requested');
  const [approval, ...moreApprovals] = of('package-approved');
  if (clip === undefined || moreClips.length > 0) return 'clip-selected';
  if (request?.entry == null || moreRequests.length > 0) return 'package-requested';
  const first = request.entry.entityId;
  const isApprovedRightly =
    approval?.entry != null &&
    approval.entry.entityId === first &&
    approval.entry.userId !== request.entry.userId;
  const needsApproval = request.entry.details['needsApproval'] === true;
  if (needsApproval !== isApprovedRightly || moreApprovals.length > 0) return 'package-approved';
  const last = of('package-reissued').reduce<unknown>(
    (id, { entry }) => (entry?.entityId === id ? entry?.details['reissuedAs'] : null),
    first,
  );
  if (last !== manifest.package) return 'package-reissued';
  return of('package-made').length === 1 ? null : 'package-made';
}
