import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { readStatement, signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { askAnew, type PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { MIDNIGHT, SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { type Attack, type Bend, nth, type Workshop } from './attack.ts';

function device({ manifest }: PackageDraft) {
  return nth(manifest.devices, 0);
}

/** An entry that says something else, signed by whoever has this key. */
async function sayAgain(
  draft: PackageDraft,
  change: object,
  key: Parameters<typeof signStatement>[1],
): Promise<void> {
  const line = nth(draft.journal, 2);
  const statement = await signStatement({ ...readStatement(line.statement), ...change }, key);
  draft.journal[2] = { ...line, statement };
}

async function receive(draft: PackageDraft, workshop: Workshop, receivedAt: number): Promise<void> {
  const line = nth(draft.journal, 0);
  const { device: of, index } = readStatement(line.statement);
  const statement = statementHash(line.statement);
  const told = { v: 1 as const, device: of, index, statement, receivedAt };
  draft.journal[0] = { ...line, receipt: await signReceipt(told, workshop.server.privateKey) };
}

const BENDS: readonly Bend[] = [
  [
    'an entry taken out of the chain',
    'journal-order',
    (draft) => {
      draft.journal.splice(9, 1);
      device(draft).journal.count -= 1;
    },
  ],
  [
    'an entry signed by a stranger',
    'statement-signature',
    (draft, { stranger }) => sayAgain(draft, { at: MIDNIGHT }, stranger.privateKey),
  ],
  [
    'an entry written anew with the device’s key',
    'journal-link',
    (draft, { scene }) => sayAgain(draft, { at: MIDNIGHT }, scene.journal.keys.privateKey),
  ],
  [
    'an entry of another device',
    'statement-device',
    (draft, { scene }) =>
      sayAgain(draft, { device: newId(DeviceId) }, scene.journal.keys.privateKey),
  ],
  [
    'another key of the device',
    'statement-signature',
    (draft, { stranger }) => {
      device(draft).publicKey = stranger.publicKey;
    },
  ],
  ['earlier entries that change places', 'context-order', (draft) => void draft.context.reverse()],
  [
    'the end of the journal cut off, and counted',
    'time-hole',
    (draft, { scene }) => {
      draft.journal.splice(-6);
      device(draft).journal.count = draft.journal.length;
      const last = draft.journal.length + scene.firstIndex - 1;
      draft.checkpoints.proofs = draft.checkpoints.proofs.filter(({ index }) => index <= last);
      const gone = draft.manifest.segments.filter(({ journalIndex }) => journalIndex > last);
      for (const { path } of gone) draft.segments.delete(path ?? '');
      draft.manifest.segments = draft.manifest.segments.filter((one) => !gone.includes(one));
      const ids = new Set<string>(gone.map((one) => one.segment));
      draft.keys.segments = draft.keys.segments.filter((key) => !ids.has(key.segment));
    },
  ],
  [
    'a receipt of what was not said yet',
    'receipt-early',
    (draft, shop) =>
      receive(draft, shop, readStatement(nth(draft.journal, 0).statement).at - 600 * SECOND),
  ],
  [
    'a receipt of another hour',
    'inclusion-misplaced',
    async (draft, shop) => {
      await receive(draft, shop, MIDNIGHT + 7_200 * SECOND);
      await askAnew(draft);
    },
  ],
  [
    'a receipt of another entry',
    'receipt-differs',
    (draft) => {
      draft.journal[0] = {
        ...nth(draft.journal, 0),
        receipt: nth(draft.journal, 1).receipt,
      };
    },
  ],
  [
    'a proof of an entry that is not there',
    'inclusion-stray',
    (draft) =>
      void draft.checkpoints.proofs.push({ ...nth(draft.checkpoints.proofs, 0), index: 9_999 }),
  ],
  [
    'a wrong proof of an earlier entry',
    'inclusion-invalid',
    (draft) => {
      nth(draft.checkpoints.proofs, 0).path = nth(draft.checkpoints.proofs, 1).path;
    },
  ],
  [
    'no checkpoints',
    'statements-uncommitted',
    (draft) => {
      draft.checkpoints = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    },
  ],
  [
    'a checkpoint that is there twice',
    'checkpoint-link',
    (draft) =>
      void draft.checkpoints.checkpoints.splice(0, 1, nth(draft.checkpoints.checkpoints, 1)),
  ],
  [
    'a time that ends before it begins',
    'manifest-inconsistent',
    (draft) => {
      draft.manifest.to = draft.manifest.from - SECOND;
    },
  ],
  [
    'an enrolment after the footage',
    'clock-before-enrolment',
    (draft) => {
      device(draft).enrolledAt = MIDNIGHT + 3_600 * SECOND;
    },
  ],
  [
    'a time-stamp that is none',
    'timestamp-invalid',
    (draft) => {
      draft.checkpoints.timestamps = [{ checkpoint: 1, token: 'MAA=' }];
    },
  ],
];

/** By whoever holds the server's key, or the device's: what is changed is the chain, or the proof of it. */
export const JOURNAL_ATTACKS: readonly Attack[] = BENDS.map(([name, code, bend]) => ({
  name: `journal: ${name}`,
  code,
  make: (workshop) => workshop.sealed((draft) => bend(draft, workshop)),
}));
