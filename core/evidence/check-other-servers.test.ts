import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { readCheckpoint, signCheckpoint, signReceipt } from '../crypto/server-statements.ts';
import { readStatement, statementHash } from '../crypto/statement.ts';
import { DeviceId, newId } from '../ids.ts';
import { draftPackage, linesOf, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { recordScene } from './testing/record-scene.ts';
import { sealDraft } from './testing/seal-draft.ts';
import {
  checkpointsFor,
  firstCheckpoint,
  RECEIVED_AT,
  receiptsFor,
} from './testing/server-side.ts';
import { doubtsOfDraft, trustIn, verdictOf } from './testing/verdict-of.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;

beforeAll(async () => {
  prepared = await prepareScene();
});

/** Each test bends a true package of its own, and seals it with the server's real key. */
async function bend(change: (draft: PackageDraft) => void | Promise<void>): Promise<string[]> {
  draft = await draftPackage(prepared.scene, prepared.server);
  await change(draft);
  return doubtsOfDraft(draft);
}

describe('a server that is another one', () => {
  it('is caught by what the device has seen when it signs all anew', async () => {
    const forger = await generateSigningKeyPair();
    draft = await draftPackage(prepared.scene, forger);
    expect(await doubtsOfDraft(draft)).toEqual(['seen-other-key']);
  });

  it('is caught when it lists the old key too, and makes other checkpoints', async () => {
    const forger = await generateSigningKeyPair();
    draft = await draftPackage(prepared.scene, forger);
    draft.manifest.serverKeys = [prepared.server.publicKey, forger.publicKey];
    expect(await doubtsOfDraft(draft)).toEqual(['seen-other-checkpoint', 'seal-other-key']);
  });

  it('is caught when it only seals a true package anew', async () => {
    const forger = await generateSigningKeyPair();
    const found = await bend(() => {
      draft.manifest.serverKeys = [prepared.server.publicKey, forger.publicKey];
      draft.sealedBy = forger;
    });
    expect(found).toEqual(['seal-other-key']);
  });

  it('is named by the recordings themselves, also where no checkpoint was seen yet', async () => {
    const scene = await recordScene(prepared.server.publicKey, null);
    draft = await draftPackage(scene, prepared.server);
    const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    const forger = await generateSigningKeyPair();
    draft = await draftPackage(scene, prepared.server);
    draft.manifest.serverKeys = [prepared.server.publicKey, forger.publicKey];
    draft.sealedBy = forger;
    expect(await doubtsOfDraft(draft)).toEqual(['seal-other-key']);
  });

  it('is told apart by a fingerprint that the reader knows', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const zip = await sealDraft(draft);
    expect((await verdictOf(zip, await trustIn(prepared.server))).outcome).toBe('proven');
    const other = await trustIn(await generateSigningKeyPair());
    expect((await verdictOf(zip, other)).findings).toContainEqual(
      expect.objectContaining({ code: 'server-key-other' }),
    );
  });

  it('is named for receipts of its own, and for a receipt of another statement', async () => {
    const forger = await generateSigningKeyPair();
    const { statements } = prepared.scene.journal;
    const signed = await bend(async () => {
      draft.journal = (await receiptsFor(statements, forger)).slice(prepared.scene.firstIndex);
    });
    expect(signed).toEqual(['receipt-signature', 'inclusion-invalid']);
    const moved = await bend(() => {
      const [a, b] = draft.journal;
      if (a && b) draft.journal[0] = { ...a, receipt: b.receipt };
    });
    expect(moved).toEqual(['receipt-differs', 'inclusion-invalid']);
    const ofAnother = await bend(async () => {
      const [a, b] = draft.journal;
      if (a === undefined || b === undefined) throw new Error('no lines');
      const { device, index } = readStatement(a.statement);
      const receipt = await signReceipt(
        { v: 1, device, index, statement: statementHash(b.statement), receivedAt: RECEIVED_AT },
        prepared.server.privateKey,
      );
      draft.journal[0] = { ...a, receipt };
    });
    expect(ofAnother).toEqual(['receipt-differs', 'inclusion-invalid']);
  });

  it('is named when it rewrites its history with the same key', async () => {
    const first = readCheckpoint(await firstCheckpoint(prepared.server));
    const rewritten = await bend(async () => {
      const other = { ...first, madeAt: first.madeAt + 1 };
      const signed = await signCheckpoint(other, prepared.server.privateKey);
      draft.checkpoints = await checkpointsFor(linesOf(draft), {
        first: signed,
        server: prepared.server,
        log: draft.log,
      });
    });
    expect(rewritten).toEqual(['seen-other-checkpoint']);
    const unlinked = await bend(async () => {
      const other = await signCheckpoint({ ...first, number: 7 }, prepared.server.privateKey);
      draft.checkpoints.checkpoints.push(other);
    });
    expect(unlinked).toEqual(['checkpoint-link', 'history-differs', 'audit-shortened']);
  });

  it('is named when it goes on with a key that it had replaced', async () => {
    const old = await generateSigningKeyPair();
    const first = await firstCheckpoint(prepared.server);
    const found = await bend(async () => {
      draft.manifest.serverKeys = [old.publicKey, prepared.server.publicKey];
      draft.checkpoints = await checkpointsFor(linesOf(draft), {
        first,
        server: old,
        log: draft.log,
      });
    });
    expect(found).toEqual(['checkpoint-old-key']);
  });

  it('is named for a checkpoint by another key, and for a tree without the statement', async () => {
    const forger = await generateSigningKeyPair();
    const first = await firstCheckpoint(prepared.server);
    const foreign = await bend(async () => {
      draft.checkpoints = await checkpointsFor(linesOf(draft), {
        first,
        server: forger,
        log: draft.log,
      });
    });
    expect(foreign).toEqual([
      'checkpoint-signature',
      'history-differs',
      'statements-uncommitted',
      'custody-uncommitted',
    ]);
    const without = await bend(async () => {
      const made = await checkpointsFor(linesOf(draft).slice(0, -1), {
        first,
        server: prepared.server,
        log: draft.log,
      });
      draft.checkpoints = { ...draft.checkpoints, checkpoints: made.checkpoints };
    });
    expect(without).toContain('inclusion-invalid');
    const none = await bend(() => {
      draft.checkpoints = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    });
    expect(none).toEqual(['statements-uncommitted', 'seen-checkpoint-gone', 'custody-uncommitted']);
  });
});

describe('a proof in a package', () => {
  it('is named when it is wrong, also that of an earlier entry, or one beside a true one', async () => {
    const ofContext = await bend(() => {
      const [first, second] = draft.checkpoints.proofs;
      if (first && second) first.path = second.path;
    });
    expect(ofContext).toEqual(['inclusion-invalid']);
    const besides = await bend(() => {
      const [first, second] = draft.checkpoints.proofs;
      if (first && second) draft.checkpoints.proofs.unshift({ ...first, path: second.path });
    });
    expect(besides).toEqual(['inclusion-invalid']);
  });

  it('is named when it is of an entry or a computer that is not there', async () => {
    const { length } = prepared.scene.journal.statements;
    for (const other of [{ index: length }, { device: newId(DeviceId) }]) {
      const found = await bend(() => {
        const [first] = draft.checkpoints.proofs;
        if (first) draft.checkpoints.proofs.push({ ...first, ...other });
      });
      expect(found).toEqual(['inclusion-stray']);
    }
  });
});

describe('a package that tells another story of the person', () => {
  it('is named for a notice that was another, and for one that is not there', async () => {
    const other = await bend(() => {
      const [told] = draft.notice.acknowledgements;
      if (told) told.text = 'We record nothing.';
    });
    expect(other).toEqual(['notice-differs']);
    const none = await bend(() => {
      draft.context.splice(1, 1);
      draft.checkpoints.proofs.splice(1, 1);
      draft.notice.acknowledgements = [];
    });
    expect(none).toEqual(['notice-unproven']);
  });

  it('is named for a policy that is not told, and for custody out of order', async () => {
    const policy = await bend(() => {
      draft.policies.policies = [];
    });
    expect(policy).toEqual(['policy-unproven']);
    const custody = await bend(() => {
      draft.custody.events.reverse();
    });
    expect(custody).toEqual(['custody-order']);
  });
});
