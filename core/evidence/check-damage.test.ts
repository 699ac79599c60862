import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { signReceipt } from '../crypto/server-statements.ts';
import { readStatement, signStatement, statementHash } from '../crypto/statement.ts';
import type { Statement } from '../protocol/statement.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import {
  checkpointsFor,
  firstCheckpoint,
  RECEIVED_AT,
  receiptsFor,
} from './testing/server-side.ts';
import { doubts, verdictOf } from './testing/verdict-of.ts';

type Damage = Extract<Statement, { kind: 'journal-damaged' }>;

let prepared: Awaited<ReturnType<typeof prepareScene>>;
beforeAll(async () => {
  prepared = await prepareScene();
});

interface Bend {
  /** Indices that the package leaves out. */
  readonly absent?: readonly number[];
  readonly lost?: Damage['lost'];
  readonly restates?: Statement['restates'];
  readonly where?: 'stretch' | 'context' | 'nowhere';
  readonly receivedAt?: number;
  readonly foreign?: boolean;
}

/** An entry of the footage's stretch that no segment needs: what the device saw of the server. */
function seenIndex(): number {
  const { journal, firstIndex } = prepared.scene;
  const at = journal.statements.findLastIndex(
    (jws) => readStatement(jws).kind === 'checkpoint-seen',
  );
  if (at < firstIndex) throw new Error('the scene has no such entry');
  return at;
}

/** A true package, in which entries are absent, and the device says what it lost after the footage. */
async function found(bend: Bend) {
  const { scene, server } = prepared;
  const { journal } = scene;
  const draft: PackageDraft = await draftPackage(scene, server);
  const last = journal.statements.at(-1) ?? '';
  const statement: Damage = {
    v: 1,
    device: journal.device,
    index: journal.statements.length,
    clockOffset: 0,
    prev: statementHash(last),
    at: readStatement(last).at,
    monotonic: 1,
    saved: 0,
    kind: 'journal-damaged',
    cause: 'unreadable',
    lost: [...(bend.lost ?? [])],
    keptAs: null,
    restates: bend.restates,
  };
  const { privateKey } = bend.foreign ? await generateSigningKeyPair() : journal.keys;
  const jws = await signStatement(statement, privateKey);
  const [line] = await receiptsFor([jws], server);
  if (line === undefined) throw new Error('no receipt');
  const { device, index } = statement;
  const receivedAt = bend.receivedAt ?? RECEIVED_AT;
  const receipt = { v: 1, device, index, statement: statementHash(jws), receivedAt } as const;
  line.receipt = await signReceipt(receipt, server.privateKey);
  const [manifest] = draft.manifest.devices;
  if (manifest === undefined) throw new Error('no device');
  draft.journal = draft.journal.filter(
    ({ statement: each }) => !bend.absent?.includes(readStatement(each).index),
  );
  if (bend.where === 'context') draft.context.push(line);
  else if (bend.where !== 'nowhere') draft.journal.push(line);
  manifest.journal.count = draft.journal.length;
  const first = await firstCheckpoint(server);
  const all = [...(await receiptsFor(journal.statements, server)), line];
  draft.checkpoints = await checkpointsFor(all, { first, server, log: draft.log });
  const told = new Set(
    [...draft.context, ...draft.journal].map((each) => readStatement(each.statement).index),
  );
  draft.checkpoints.proofs = draft.checkpoints.proofs.filter((proof) => told.has(proof.index));
  const verdict = await verdictOf(await sealDraft(draft));
  return { verdict, doubts: doubts(verdict), codes: verdict.findings.map(({ code }) => code) };
}

describe('a journal that was damaged, by the word of its device', () => {
  it('is not whole and not broken, and says how much is absent', async () => {
    const index = seenIndex();
    for (const where of ['stretch', 'context'] as const) {
      const { verdict, doubts: codes } = await found({
        absent: [index],
        lost: [{ first: index, last: index }],
        where,
      });
      expect(codes).toEqual(
        ['server-unvouched', 'journal-damaged'].filter((code) => codes.includes(code as never)),
      );
      expect(verdict.outcome).toBe('unproven');
      const finding = verdict.findings.find(({ code }) => code === 'journal-damaged');
      expect(finding?.params).toMatchObject({ first: index, last: index, count: 1 });
      // The footage before and after stays what it was.
      expect(verdict.findings.map(({ code }) => code)).toContain('segments-signed');
      expect(verdict.facts?.provenSegments).toHaveLength(prepared.scene.segments.length);
    }
  });

  it('is whole where nothing of it is absent, and says that it was damaged', async () => {
    const { codes, doubts: speaking } = await found({ lost: [{ first: 0, last: 1 }] });
    expect(speaking).toEqual([]);
    expect(codes).toContain('journal-damage-told');
    expect(codes).toContain('journal-whole');
  });

  it('does not excuse what it does not name', async () => {
    const index = seenIndex();
    const absent = [index, index + 1];
    const lost = [{ first: index, last: index }];
    for (const bend of [
      { absent, lost },
      { absent, lost: [] },
    ] satisfies Bend[]) {
      expect((await found(bend)).doubts).toContain('journal-order');
    }
    const cover = { absent: [index], lost, where: 'nowhere' } as const;
    expect((await found(cover)).doubts).toContain('journal-order');
  });

  it('can not be said by anybody but the device', async () => {
    const index = seenIndex();
    const { doubts: codes, verdict } = await found({
      absent: [index],
      lost: [{ first: index, last: index }],
      foreign: true,
    });
    expect(codes).toContain('statement-signature');
    expect(codes).toContain('journal-order');
    expect(verdict.outcome).toBe('broken');
  });

  it('is false when what was lost for good came afterwards', async () => {
    const { doubts: codes } = await found({
      lost: [{ first: 4, last: 5 }],
      receivedAt: RECEIVED_AT - 1,
    });
    expect(codes).toContain('journal-damage-false');
  });

  it('may be that an entry was superseded: the one that the next entry points at, and no other', async () => {
    const index = seenIndex();
    const hash = statementHash(prepared.scene.journal.statements[index] ?? '');
    const restates = { index, hash, at: 0 };
    const named = await found({ absent: [index], restates });
    expect(named.doubts).toContain('journal-damaged');
    expect(named.doubts).not.toContain('journal-order');
    const other = { ...restates, hash: 'B'.repeat(43) };
    expect((await found({ absent: [index], restates: other })).doubts).toContain('journal-order');
  });
});
