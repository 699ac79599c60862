import { beforeAll, describe, expect, it } from 'vitest';
import { readStatement, signStatement, statementHash } from '../crypto/statement.ts';
import type { Statement } from '../protocol/statement.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { MIDNIGHT, SECOND } from './testing/record-scene.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { checkpointsFor, firstCheckpoint, receiptsFor } from './testing/server-side.ts';
import { doubts, trustIn, verdictOf } from './testing/verdict-of.ts';

const HOUR = 3600 * SECOND;

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;

beforeAll(async () => {
  prepared = await prepareScene();
});

/** A true package of a computer that signed other offsets or times from the first statement on. */
async function signedOtherwise(change: (statement: Statement) => Statement): Promise<void> {
  const { scene, server } = prepared;
  draft = await draftPackage(scene, server);
  const statements: string[] = [];
  for (const jws of scene.journal.statements) {
    const last = statements.at(-1);
    const changed = change(readStatement(jws));
    const prev = last === undefined ? changed.prev : statementHash(last);
    statements.push(await signStatement({ ...changed, prev }, scene.journal.keys.privateKey));
  }
  const lines = await receiptsFor(statements, server);
  draft.journal = lines.slice(scene.firstIndex);
  draft.context = lines.slice(0, scene.firstIndex);
  const first = await firstCheckpoint(server);
  draft.checkpoints = await checkpointsFor(lines, { first, server, log: draft.log });
  const [device] = draft.manifest.devices;
  const before = statements[scene.firstIndex - 1];
  if (device && before) device.journal.prev = statementHash(before);
}

async function judged() {
  const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
  return { ...verdict, doubts: doubts(verdict) };
}

describe('the clock of the computer', () => {
  it('gives an interval of the server that holds the clip, where it was right', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const { outcome, findings, facts } = await judged();
    expect(outcome).toBe('proven');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'clock-bounds',
        params: { host: 'PC-0417', from: MIDNIGHT - HOUR - 2 * SECOND, to: MIDNIGHT + 60 * SECOND },
      }),
    );
    expect(facts?.clocks).toMatchObject([{ offset: 1_000, isRight: true }]);
  });

  it('is not proven where the computer has signed that it was hours off', async () => {
    await signedOtherwise((statement) => ({ ...statement, clockOffset: 5 * HOUR }));
    const { outcome, findings, facts } = await judged();
    const [from, to] = [draft.manifest.from + 5 * HOUR, draft.manifest.to + 5 * HOUR];
    expect(outcome).toBe('unproven');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'clock-off',
        params: { host: 'PC-0417', seconds: 18_000, from, to },
      }),
    );
    expect(facts?.clocks).toMatchObject([{ isRight: false, from, to }]);
  });

  it('is not proven where it was never compared', async () => {
    await signedOtherwise((statement) => ({ ...statement, clockOffset: null }));
    expect((await judged()).doubts).toEqual(['clock-unmeasured']);
  });

  it('is contradicted by an enrolment after the first picture', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const [device] = draft.manifest.devices;
    if (device) device.enrolledAt = MIDNIGHT + HOUR;
    expect((await judged()).doubts).toEqual(['clock-before-enrolment']);
  });

  it('is contradicted by a checkpoint that was not made yet', async () => {
    await signedOtherwise((statement) =>
      statement.kind === 'checkpoint-seen' && statement.index < prepared.scene.firstIndex
        ? { ...statement, at: statement.at - 2 * HOUR }
        : statement,
    );
    expect((await judged()).doubts).toEqual(['clock-before-checkpoint']);
  });

  it('is contradicted by a server that knew of the footage before it was recorded', async () => {
    await signedOtherwise((statement) => ({ ...statement, clockOffset: 2 * HOUR }));
    expect((await judged()).doubts).toEqual(
      expect.arrayContaining(['clock-off', 'clock-after-known']),
    );
  });
});
