import { beforeAll, describe, expect, it } from 'vitest';
import { EvidencePackageId, newId } from '../ids.ts';
import { askAnew, CREATED_AT, draftPackage, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubts, trustIn, verdictOf } from './testing/verdict-of.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
beforeAll(async () => {
  prepared = await prepareScene();
});

const draft = () => draftPackage(prepared.scene, prepared.server);

async function judge(made: Awaited<ReturnType<typeof draft>>) {
  const verdict = await verdictOf(await sealDraft(made), await trustIn(prepared.server));
  const of = (code: string) => verdict.findings.find((one) => one.code === code);
  const steps = verdict.facts?.custody.map(({ action, isCommitted }) => [action, isCommitted]);
  return { verdict, doubts: doubts(verdict), of, steps };
}

describe('custody of a package', () => {
  it('is committed where a checkpoint holds it, and the making is the word of the server', async () => {
    const { verdict, steps, of } = await judge(await draft());
    expect(verdict.outcome).toBe('proven');
    expect(steps).toEqual([
      ['clip-selected', true],
      ['package-requested', true],
      ['package-approved', true],
      ['package-made', false],
    ]);
    expect(of('custody-committed')?.params).toEqual({ count: 3 });
    expect(of('custody-told')?.params).toEqual({ count: 1 });
  });

  it('is that of the first package where it was made anew', async () => {
    const made = await draft();
    await askAnew(made, newId(EvidencePackageId));
    const { verdict, steps } = await judge(made);
    expect(verdict.outcome).toBe('proven');
    expect(steps?.at(-2)).toEqual(['package-reissued', true]);
    made.custody.events.splice(-2, 1);
    expect((await judge(made)).doubts).toEqual(['custody-incomplete']);
  });

  it('is the word of the server, and no doubt, in the hours before a checkpoint holds it', async () => {
    const made = await draft();
    const shift = CREATED_AT - 3_600_000_000 - (made.custody.events[0]?.at ?? 0);
    for (const event of made.custody.events.slice(0, -1)) {
      event.at += shift;
      event.proof = null;
      if (event.entry !== null) event.entry.at = event.at;
    }
    const { verdict, steps, of } = await judge(made);
    expect(verdict.outcome).toBe('proven');
    expect(steps?.every(([, isCommitted]) => isCommitted === false)).toBe(true);
    expect(of('custody-told')?.params).toEqual({ count: 4 });
    expect(of('custody-committed')).toBeUndefined();
  });

  it('is doubted where a step is old, and no checkpoint is shown that holds it', async () => {
    const made = await draft();
    const [, request] = made.custody.events;
    if (request !== undefined) request.proof = null;
    expect((await judge(made)).doubts).toEqual(['custody-uncommitted']);
  });

  it('is refused where name and log were changed alike, since the checkpoint has the old one', async () => {
    const made = await draft();
    const [, request] = made.custody.events;
    if (request?.entry == null) throw new Error('no request');
    request.user = 'Nobody <nobody@example.com>';
    expect((await judge(made)).doubts).toEqual(['custody-differs']);
    request.entry.details['by'] = request.user;
    const { doubts: found, of } = await judge(made);
    expect(found).toEqual(['custody-proof-invalid']);
    expect(of('custody-proof-invalid')?.params).toEqual({
      step: 'package-requested',
      checkpoint: 4,
    });
  });
});
