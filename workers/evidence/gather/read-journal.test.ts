import { packByHand } from '@workcompanion/db/testing/pack-by-hand';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EvidenceFixture, openEvidenceFixture } from '../testing/evidence-fixture.ts';
import { readJournal } from './read-journal.ts';

const START_MS = Date.parse('2026-11-18T15:59:50.000Z');

let fixture: EvidenceFixture;
beforeAll(async () => {
  fixture = await openEvidenceFixture();
});
afterAll(() => fixture.dispose());

it('goes over entries that the device has lost by its own word, and over no others', async () => {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS);
  const first = await recorder.lose(START_MS + 1_000);
  await recorder.tell(START_MS + 2_000, { kind: 'policy-applied', policyVersion: 2 });
  await recorder.tell(START_MS + 70_000, { kind: 'policy-applied', policyVersion: 3 });
  const wanted = { device: recorder.id, segments: [], from: START_MS * 1000 };
  const clip = { ...wanted, to: (START_MS + 60_000) * 1000 };
  await expect(readJournal(fixture.ctx, clip)).rejects.toMatchObject({ code: 'chain-broken' });
  const damage = await recorder.damage(START_MS + 80_000, [{ first, last: first }]);
  const { items, explanations } = await readJournal(fixture.ctx, clip);
  expect(items.map(({ says }) => says.index)).toEqual([0, 1, 3, 4]);
  expect(explanations.map(({ says }) => says.index)).toEqual([damage]);

  await recorder.lose(START_MS + 90_000);
  await recorder.tell(START_MS + 91_000, { kind: 'policy-applied', policyVersion: 4 });
  const longer = { ...wanted, to: (START_MS + 100_000) * 1000 };
  await expect(readJournal(fixture.ctx, longer)).rejects.toMatchObject({ code: 'chain-broken' });
});

it('finds the same texts when they have been packed', async () => {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS);
  await recorder.tell(START_MS + 70_000, { kind: 'policy-applied', policyVersion: 3 });
  const from = START_MS * 1000;
  const clip = { device: recorder.id, segments: [], from, to: from + 60_000_000 };
  const before = await readJournal(fixture.ctx, clip);
  await packByHand(fixture.database.owner.db, fixture.ctx.journal, recorder.id);
  expect(await readJournal(fixture.ctx, clip)).toEqual(before);
});
