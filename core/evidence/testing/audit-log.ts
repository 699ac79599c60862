import { type AuditEntry, hashAuditEntry } from '../../audit/audit-entry.ts';
import { type EvidencePackageId, newId, UserId } from '../../ids.ts';
import { hashLeaf } from '../checkpoint-leaves.ts';
import { MerkleTree } from '../merkle.ts';
import type { CustodyEvent, PackageCustody } from '../package-documents.ts';
import type { DraftManifest } from './package-draft.ts';
import { HOUR, MIDNIGHT, SECOND } from './record-scene.ts';

type Logged = Omit<AuditEntry, 'seq' | 'prev' | 'before' | 'after'>;

/** Some entries of an earlier hour, before anybody thought of the clip. */
export const EARLIER_ENTRIES = 3;
/** The checkpoint of the hour in which the clip was chosen. */
export const CUSTODY_CHECKPOINT = 4;
const CHOSEN_AT = MIDNIGHT + 3 * HOUR + 600 * SECOND;
const CHEN = { id: newId(UserId), name: 'A. Chen <a.chen@example.com>' };
const WANG = { id: newId(UserId), name: 'B. Wang <b.wang@example.com>' };

/**
 * The portal's whole log: what others did, and between it the steps by which the package came about;
 * of `first`, where the package was made anew of that.
 */
export function auditLogFor(
  manifest: DraftManifest,
  first: EvidencePackageId = manifest.package,
): readonly AuditEntry[] {
  const { clip, case: of, person, from, to, redaction, devices } = manifest;
  const displays = devices.flatMap(({ device, displays: names }) =>
    names.map((display) => ({ device, display })),
  );
  const facts = { clip: clip.id, case: of.id, person: person.id, from, to, displays };
  // A copy: who bends the package afterwards does not bend the log.
  const { withheld, blurred } = structuredClone(redaction);
  const asked = { ...facts, withheld, blurred: blurred.length, needsApproval: true };
  return chained([
    ...Array.from({ length: EARLIER_ENTRIES }, (_, at) => besides(MIDNIGHT + at)),
    besides(CHOSEN_AT - SECOND),
    {
      ...stepOf(CHOSEN_AT, 'clip.made', clip.id),
      entityType: 'clip',
      details: { ...facts, title: clip.title, by: CHEN.name },
    },
    besides(CHOSEN_AT + SECOND),
    {
      ...stepOf(CHOSEN_AT + 60 * SECOND, 'evidence-package.requested', first),
      details: { ...asked, reason: 'complaint', note: 'Letter 4711', by: CHEN.name },
    },
    {
      ...stepOf(CHOSEN_AT + 120 * SECOND, 'evidence-package.approved', first),
      userId: WANG.id,
      details: { note: 'Agreed', by: WANG.name },
    },
    besides(CHOSEN_AT + 180 * SECOND),
    ...(first === manifest.package ? [] : [madeAnew(first, manifest.package)]),
  ]);
}

function stepOf(at: number, action: string, entityId: string): Logged {
  const entityType = 'evidence-package';
  return { at, userId: CHEN.id, action, entityType, entityId, details: {} };
}

function madeAnew(first: EvidencePackageId, as: EvidencePackageId): Logged {
  const step = stepOf(CHOSEN_AT + 1_800 * SECOND, 'evidence-package.reissued', first);
  return { ...step, userId: null, details: { reissuedAs: as } };
}

function besides(at: number): Logged {
  return { ...stepOf(at, 'team.created', `${at}`), entityType: 'team' };
}

export function chained(facts: readonly Logged[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const [at, one] of facts.entries()) {
    const last = entries.at(-1);
    const prev = last === undefined ? '0'.repeat(64) : hashAuditEntry(last);
    entries.push({ ...one, seq: at + 1, before: null, after: null, prev });
  }
  return entries;
}

/** The tree that the checkpoint of that hour commits to. */
export function auditTree(entries: readonly AuditEntry[]): MerkleTree {
  const tree = new MerkleTree();
  for (const entry of entries) tree.add(hashLeaf(Buffer.from(hashAuditEntry(entry), 'hex')), true);
  return tree;
}

const STEPS: Readonly<Record<string, CustodyEvent['action']>> = {
  'clip.made': 'clip-selected',
  'evidence-package.requested': 'package-requested',
  'evidence-package.approved': 'package-approved',
  'evidence-package.reissued': 'package-reissued',
};

/** The steps of the log, each with its proof, and the making. */
export function custodyOf(log: readonly AuditEntry[], madeAt: number): PackageCustody {
  const hour = log.slice(EARLIER_ENTRIES);
  const paths = auditTree(hour).paths();
  const events = hour.flatMap((entry, at): CustodyEvent[] => {
    const action = STEPS[entry.action];
    if (action === undefined) return [];
    const { title = '', reason, note = '', by } = entry.details;
    const path = (paths[at]?.path ?? []).map((one) => Buffer.from(one).toString('base64url'));
    const words = [reason, note].filter((one) => one !== undefined && one !== '').join(': ');
    return [
      {
        at: entry.at,
        action,
        user: by === undefined ? null : String(by),
        note: action === 'clip-selected' ? String(title) : words,
        entry,
        proof: { checkpoint: CUSTODY_CHECKPOINT, path },
      },
    ];
  });
  const made = { at: madeAt, action: 'package-made', user: null, note: 'worker' } as const;
  return { events: [...events, { ...made, entry: null, proof: null }] };
}
