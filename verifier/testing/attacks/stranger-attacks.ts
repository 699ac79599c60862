import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { readCheckpoint, signCheckpoint } from '@workcompanion/core/crypto/server-statements';
import {
  draftPackage,
  linesOf,
  prepareScene,
} from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import {
  checkpointsFor,
  firstCheckpoint,
  receiptsFor,
} from '@workcompanion/core/evidence/testing/server-side';
import type { Attack } from './attack.ts';

/** By somebody who makes keys of his own, or writes the server's history anew. */
export const STRANGER_ATTACKS: readonly Attack[] = [
  {
    name: 'stranger: a package from nothing',
    code: 'server-key-other',
    make: async () => {
      const { scene, server } = await prepareScene();
      return sealDraft(await draftPackage(scene, server));
    },
  },
  {
    name: 'stranger: all of the server’s part signed anew',
    code: 'seen-other-key',
    make: async ({ scene, stranger }) => sealDraft(await draftPackage(scene, stranger)),
  },
  {
    name: 'stranger: a true package sealed anew',
    code: 'seal-other-key',
    make: (shop) =>
      shop.sealed((draft) => {
        draft.manifest.serverKeys = [shop.server.publicKey, shop.stranger.publicKey];
        draft.sealedBy = shop.stranger;
      }),
  },
  {
    name: 'stranger: receipts of another server',
    code: 'receipt-signature',
    make: (shop) =>
      shop.sealed(async (draft) => {
        const lines = await receiptsFor(shop.scene.journal.statements, shop.stranger);
        draft.journal = lines.slice(shop.scene.firstIndex);
      }),
  },
  {
    name: 'stranger: checkpoints of another server',
    code: 'checkpoint-signature',
    make: (shop) =>
      shop.sealed(async (draft) => {
        const first = await firstCheckpoint(shop.server);
        const { log } = draft;
        draft.checkpoints = await checkpointsFor(linesOf(draft), {
          first,
          server: shop.stranger,
          log,
        });
      }),
  },
  {
    name: 'stranger: a key that the server had replaced',
    code: 'checkpoint-old-key',
    make: (shop) =>
      shop.sealed(async (draft) => {
        const old = await generateSigningKeyPair();
        draft.manifest.serverKeys = [old.publicKey, shop.server.publicKey];
        const first = await firstCheckpoint(shop.server);
        const { log } = draft;
        draft.checkpoints = await checkpointsFor(linesOf(draft), { first, server: old, log });
      }),
  },
  {
    name: 'history: a checkpoint written anew',
    code: 'seen-other-checkpoint',
    make: (shop) =>
      shop.sealed(async (draft) => {
        const first = readCheckpoint(await firstCheckpoint(shop.server));
        const other = { ...first, madeAt: first.madeAt + 1 };
        const signed = await signCheckpoint(other, shop.server.privateKey);
        draft.checkpoints = await checkpointsFor(linesOf(draft), {
          first: signed,
          server: shop.server,
          log: draft.log,
        });
      }),
  },
  {
    name: 'history: a checkpoint that does not follow',
    code: 'checkpoint-link',
    make: (shop) =>
      shop.sealed(async (draft) => {
        const first = readCheckpoint(await firstCheckpoint(shop.server));
        const other = { ...first, number: 7 };
        draft.checkpoints.checkpoints.push(await signCheckpoint(other, shop.server.privateKey));
      }),
  },
];
