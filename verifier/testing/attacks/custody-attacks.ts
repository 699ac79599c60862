import { type AuditEntry, hashAuditEntry } from '@workcompanion/core/audit/audit-entry';
import {
  readCheckpoint,
  signCheckpoint,
  signReceipt,
} from '@workcompanion/core/crypto/server-statements';
import { readStatement, statementHash } from '@workcompanion/core/crypto/statement';
import type { CustodyEvent } from '@workcompanion/core/evidence/package-documents';
import type { PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { RECEIVED_AT } from '@workcompanion/core/evidence/testing/server-side';
import { EvidencePackageId, newId, PersonId } from '@workcompanion/core/ids';
import type { Checkpoint } from '@workcompanion/core/protocol/checkpoint';
import { type Attack, type Bend, nth, type Workshop } from './attack.ts';

type SecondCheckpoint = Extract<Checkpoint, { v: 2 }>;
type Step = CustodyEvent & { entry: AuditEntry };

/** The step of that number with its audit entry. */
function step({ custody }: PackageDraft, at: number): Step {
  const { entry, ...rest } = nth(custody.events, at);
  if (entry === null) throw new Error(`step ${at} has no entry`);
  const found = { ...rest, entry: structuredClone(entry) };
  custody.events[at] = found;
  return found;
}

/** Writes a step and the log alike, as whoever holds the database can. */
function rewrite(draft: PackageDraft, at: number, user: string): void {
  const one = step(draft, at);
  one.user = user;
  one.entry.details['by'] = user;
}

/** A checkpoint signed anew with the server's own key, in the place of the old one. */
async function commitAnew(
  { checkpoints: { checkpoints } }: PackageDraft,
  at: number,
  { server }: Workshop,
  change: (stated: SecondCheckpoint) => Partial<SecondCheckpoint>,
): Promise<void> {
  const stated = readCheckpoint(nth(checkpoints, at));
  if (stated.v !== 2) throw new Error('a checkpoint of an older form');
  checkpoints[at] = await signCheckpoint({ ...stated, ...change(stated) }, server.privateKey);
}

const CUSTODY: readonly Bend[] = [
  [
    'another name with a request',
    'custody-differs',
    (draft) => {
      nth(draft.custody.events, 1).user = 'Somebody Else <else@example.com>';
    },
  ],
  [
    'another reason of a request',
    'custody-differs',
    (draft) => {
      nth(draft.custody.events, 1).note = 'quality';
    },
  ],
  [
    'another name, in the log too',
    'custody-proof-invalid',
    (draft) => rewrite(draft, 1, 'Somebody Else <else@example.com>'),
  ],
  [
    'another time, in the log too, without the proof',
    'custody-uncommitted',
    (draft) => {
      const one = step(draft, 1);
      one.at += SECOND;
      one.entry.at = one.at;
      one.proof = null;
    },
  ],
  ['the approval dropped', 'custody-incomplete', (draft) => void draft.custody.events.splice(2, 1)],
  [
    'the approval dropped, and the need of it, in the log too',
    'custody-proof-invalid',
    (draft) => {
      draft.custody.events.splice(2, 1);
      step(draft, 1).entry.details['needsApproval'] = false;
    },
  ],
  [
    'an approval by whoever had asked',
    'custody-incomplete',
    (draft) => {
      step(draft, 2).entry.userId = step(draft, 1).entry.userId;
    },
  ],
  [
    'an approval invented',
    'custody-proof-invalid',
    (draft) => {
      const one = step(draft, 2);
      Object.assign(one.entry, { seq: one.entry.seq + 1, prev: hashAuditEntry(one.entry) });
    },
  ],
  [
    'a step without its entry',
    'custody-unlinked',
    (draft) => {
      Object.assign(step(draft, 0), { entry: null });
    },
  ],
  [
    'the steps of another package',
    'custody-incomplete',
    (draft) => {
      draft.manifest.package = newId(EvidencePackageId);
    },
  ],
  [
    'made anew of a package that nobody had asked for',
    'custody-incomplete',
    (draft) => {
      const { entry, ...rest } = step(draft, 2);
      const details = { reissuedAs: draft.manifest.package };
      const again = {
        seq: entry.seq + 1,
        userId: null,
        entityId: newId(EvidencePackageId),
        details,
      };
      const logged = { ...entry, ...again, action: 'evidence-package.reissued' };
      const told = { action: 'package-reissued', user: null, note: '', proof: null } as const;
      draft.custody.events.splice(3, 0, { ...rest, ...told, entry: logged });
    },
  ],
  [
    'the clip called another name',
    'custody-differs',
    (draft) => {
      draft.manifest.clip.title = 'Something harmless';
    },
  ],
  [
    'the clip of another person',
    'custody-differs',
    (draft) => {
      draft.manifest.person.id = newId(PersonId);
    },
  ],
  [
    'another reason for leaving something out',
    'custody-differs',
    (draft) => {
      const one = nth(draft.manifest.segments, 2);
      const stretch = { device: one.device, display: one.display, from: one.start };
      draft.segments.delete(one.path ?? '');
      Object.assign(one, { path: null, absent: 'withheld' });
      const { withheld } = draft.manifest.redaction;
      withheld.push({ ...stretch, to: one.start + SECOND, reason: 'Nobody agreed to this' });
    },
  ],
  [
    'a proof out of another checkpoint',
    'custody-proof-invalid',
    (draft) => {
      const one = step(draft, 1);
      if (one.proof !== null) one.proof = { ...one.proof, checkpoint: 1 };
    },
  ],
];

const HISTORY: readonly Bend[] = [
  [
    'a receipt of another time, signed by the server',
    'inclusion-invalid',
    async (draft, { server }) => {
      const line = nth(draft.journal, 0);
      const { device, index } = readStatement(line.statement);
      const statement = statementHash(line.statement);
      const told = { v: 1 as const, device, index, statement, receivedAt: RECEIVED_AT - SECOND };
      draft.journal[0] = { ...line, receipt: await signReceipt(told, server.privateKey) };
    },
  ],
  [
    'a proof of the history that is none',
    'history-differs',
    (draft) => void nth(draft.checkpoints.history, 1).consistency.reverse(),
  ],
  [
    'a history that holds another checkpoint',
    'history-differs',
    (draft) => {
      const { history } = draft.checkpoints;
      nth(history, 1).inclusion = [...nth(history, 1).inclusion].reverse();
    },
  ],
  [
    'no proof of the history',
    'history-differs',
    (draft) => void draft.checkpoints.history.splice(1, 1),
  ],
  [
    'a proof of a history that nobody asked for',
    'history-differs',
    (draft) => {
      const one = nth(draft.checkpoints.history, 1);
      draft.checkpoints.history.push({ ...one, from: 2 });
    },
  ],
  [
    'a checkpoint that states another history',
    'history-differs',
    (draft, shop) => commitAnew(draft, 2, shop, ({ root }) => ({ history: root })),
  ],
  [
    'a hole in the list without a proof of what is left out',
    'history-differs',
    (draft) => {
      draft.checkpoints.checkpoints.splice(1, 1);
      draft.checkpoints.proofs = [];
    },
  ],
  [
    'a log that was shortened before a checkpoint',
    'audit-shortened',
    (draft, shop) =>
      commitAnew(draft, 2, shop, ({ audit }) => ({
        audit: { ...audit, seq: audit.seq - 1 },
      })),
  ],
  [
    'an entry of the log told under two checkpoints',
    'audit-shortened',
    (draft, shop) =>
      commitAnew(draft, 2, shop, ({ audit }) => ({
        audit: { ...audit, entries: audit.entries + 1 },
      })),
  ],
  [
    'the checkpoint that the device has seen left out',
    'seen-checkpoint-gone',
    (draft) => {
      draft.checkpoints.checkpoints.shift();
      draft.checkpoints.history.shift();
    },
  ],
  [
    'a package of an older form, which shows no custody',
    'manifest-inconsistent',
    (draft) => {
      draft.manifest.v = 3;
      for (const one of draft.custody.events) Object.assign(one, { entry: null, proof: null });
    },
  ],
];

function named(kind: string, bends: readonly Bend[]): Attack[] {
  return bends.map(([name, code, bend]) => ({
    name: `${kind}: ${name}`,
    code,
    make: (workshop) => workshop.sealed((draft) => bend(draft, workshop)),
  }));
}

/** By whoever runs the server, holds its key, and writes its database as he likes, once an hour is over. */
export const CUSTODY_ATTACKS: readonly Attack[] = [
  ...named('custody', CUSTODY),
  ...named('history', HISTORY),
];
