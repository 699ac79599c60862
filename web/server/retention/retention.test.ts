import { newId, RetentionRuleId, TeamId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListHolds } from '../../contract/holds.ts';
import type { UserContext } from '../auth/user-context.ts';
import { placeHold, releaseHold } from '../holds/holds.ts';
import { listHolds } from '../holds/list-holds.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listEndedRules, readRetention } from './read-retention.ts';
import { approveRule, endRule, proposeRule, rehearseRule } from './rules.ts';

const DAY = 86_400_000_000;

let server: TestServer;
let admin: UserContext;
let compliance: UserContext;
beforeEach(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
  compliance = await makeUser(server.context(), ['compliance']);
});
afterEach(() => server.close());

const wish = (days: number | null, teamId: TeamId | null = null) => ({ days, teamId, note: '' });

async function lastAudit() {
  const [entry] = await admin.db
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  return entry;
}

async function personWithOldFootage(): Promise<typeof devices.$inferSelect> {
  const start = admin.now() - 40 * DAY;
  const { device } = await storeRecording(server.context(), { start, count: 2 });
  const [row] = await admin.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device was stored');
  return row;
}

describe('a retention rule', () => {
  it('counts from when somebody with the right "delete" puts it in force, until the next one', async () => {
    const { rule: first } = await proposeRule(admin, wish(90));
    expect(await readRetention(admin)).toMatchObject({
      inForce: [],
      proposed: [{ id: first, days: 90, team: null, approved: null }],
    });
    await expect(approveRule(admin, { rule: first })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(proposeRule(compliance, wish(1))).rejects.toMatchObject({ code: 'forbidden' });
    await approveRule(compliance, { rule: first });
    const { rule: second } = await proposeRule(admin, wish(60));
    await approveRule(compliance, { rule: second });
    const { inForce, proposed } = await readRetention(admin);
    expect({ inForce, proposed }).toMatchObject({
      inForce: [{ id: second, days: 60, approved: { by: compliance.user.name } }],
      proposed: [],
    });
    const { items } = await listEndedRules(admin, { limit: 50 });
    expect(items).toMatchObject([{ id: first, days: 90, ended: { by: compliance.user.name } }]);
    await expect(approveRule(compliance, { rule: first })).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  it('tells before it counts what it would take, and notes it in the audit log', async () => {
    await personWithOldFootage();
    const told = await rehearseRule(admin, { days: 30 });
    expect(told).toMatchObject({ people: 1, goes: { keys: 2 } });
    expect(told.goes.bytes).toBeGreaterThan(0);
    const { rule } = await proposeRule(admin, wish(30));
    await approveRule(compliance, { rule });
    expect(await lastAudit()).toMatchObject({
      action: 'retention-rule.put-in-force',
      details: { days: 30, rehearsal: { people: 1, goes: told.goes } },
    });
  });

  it('of a team is rehearsed for that team only, and can be withdrawn', async () => {
    const device = await personWithOldFootage();
    await personWithOldFootage();
    const teamId = newId(TeamId);
    await admin.db.insert(teams).values({ id: teamId, name: 'Research', createdAt: 0 });
    await admin.db.update(people).set({ teamId }).where(eq(people.id, device.personId));
    expect(await rehearseRule(admin, { days: 30, team: teamId })).toMatchObject({ people: 1 });
    const { rule } = await proposeRule(admin, wish(30, teamId));
    await approveRule(compliance, { rule });
    await endRule(admin, { rule });
    await endRule(admin, { rule });
    expect(await readRetention(admin)).toMatchObject({ inForce: [] });
    expect(await lastAudit()).toMatchObject({ action: 'retention-rule.withdrawn' });
    await expect(proposeRule(admin, wish(30, newId(TeamId)))).rejects.toMatchObject({
      code: 'not-found',
    });
    const unknown = { rule: newId(RetentionRuleId) };
    await expect(endRule(admin, unknown)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('replaces the proposal before it, and nothing of either can be removed from the history', async () => {
    await proposeRule(admin, wish(30));
    const { rule } = await proposeRule(admin, wish(null));
    const { proposed } = await readRetention(admin);
    expect(proposed).toMatchObject([{ id: rule, days: null }]);
    await expect(server.owner.delete(retentionRules)).rejects.toHaveProperty('cause.code', '23001');
  });
});

describe('a legal hold', () => {
  it('is placed with a reason, saves footage in the rehearsal, and ends by a logged act', async () => {
    const { personId } = await personWithOldFootage();
    const placed = await placeHold(compliance, {
      subject: { kind: 'person', id: personId },
      from: 0,
      to: null,
      reason: 'Case 12',
      expiresAt: null,
    });
    expect(placed.keysGone).toBe(0);
    expect(await rehearseRule(admin, { days: 30 })).toMatchObject({ people: 0, heldPeople: 1 });
    expect((await listHolds(admin, ListHolds.parse({}))).items).toMatchObject([
      { id: placed.id, status: 'in-force', device: null, reason: 'Case 12', released: null },
    ]);
    await releaseHold(compliance, { hold: placed.id, reason: 'Settled' });
    await releaseHold(compliance, { hold: placed.id, reason: 'Again' });
    expect(await lastAudit()).toMatchObject({ action: 'hold.released' });
    expect((await listHolds(admin, ListHolds.parse({}))).items).toMatchObject([
      { status: 'released', released: { reason: 'Settled', by: compliance.user.name } },
    ]);
    expect(await rehearseRule(admin, { days: 30 })).toMatchObject({ people: 1, heldPeople: 0 });
    await expect(server.owner.delete(holds)).rejects.toHaveProperty('cause.code', '23001');
  });

  it('says what of the stretch was destroyed before it came', async () => {
    const device = await personWithOldFootage();
    await admin.db.update(dataKeys).set({ wrapped: null, destroyedAt: 1 });
    const wishOf = (from: number) =>
      placeHold(compliance, {
        subject: { kind: 'device', id: device.id },
        from,
        to: null,
        reason: 'Case 13',
        expiresAt: admin.now() + DAY,
      });
    expect((await wishOf(0)).keysGone).toBeGreaterThan(0);
    expect((await wishOf(admin.now())).keysGone).toBe(0);
    await expect(
      placeHold(admin, {
        subject: { kind: 'device', id: device.id },
        from: 0,
        to: null,
        reason: 'Case 14',
        expiresAt: null,
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
