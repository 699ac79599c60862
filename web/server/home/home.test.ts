import { HoldId, newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { settings } from '@workcompanion/db/schema/settings';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  Casework,
  FirstStep,
  OwnBookmarks,
  WaitingRemarks,
  WatchingWeek,
} from '../../contract/home.ts';
import type { UserContext } from '../auth/user-context.ts';
import { makeBookmark } from '../bookmarks/make-bookmark.ts';
import type { ServerContext } from '../context.ts';
import { answerRemark, makeRemark } from '../remarks/remarks.ts';
import { insertEvidencePackage, joinCase, makeEvidence } from '../testing/make-evidence.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { listOwnBookmarks } from './list-own-bookmarks.ts';
import { listWaitingRemarks } from './list-waiting-remarks.ts';
import { readCasework } from './read-casework.ts';
import { readFirstSteps } from './read-first-steps.ts';
import { readWatchingWeek } from './read-watching-week.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
/** 18:00 in Shanghai, where the people of these tests are. */
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
});
afterAll(() => server.close());

async function somebody(name = 'Lin Wei') {
  const device = await insertDevice(ctx.db);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  const person = PersonId.parse(row?.personId);
  await ctx.db.update(people).set({ name }).where(eq(people.id, person));
  return { device, person };
}

async function themselves(person: PersonId): Promise<UserContext> {
  const own = await makeUser(ctx, ['employee']);
  await ctx.db.update(users).set({ personId: person }).where(eq(users.id, own.user.id));
  return { ...own, user: { ...own.user, personId: person } };
}

async function managerOf(person: PersonId): Promise<UserContext> {
  const manager = await makeUser(ctx, ['manager']);
  const team = newId(TeamId);
  await ctx.db.insert(teams).values({ id: team, name: `Team ${team}`, createdAt: 0 });
  await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
  await ctx.db.update(people).set({ teamId: team }).where(eq(people.id, person));
  return manager;
}

describe('remarks that wait', () => {
  test('are those that nobody has answered, for whoever may watch the person', async () => {
    const { person } = await somebody();
    const own = await themselves(person);
    const said = { kind: 'dispute', from: NOW - HOUR, to: NOW - HOUR } as const;
    const first = await makeRemark(own, { ...said, text: 'The training account.' });
    const second = await makeRemark(own, { ...said, text: 'Not me.' });
    const manager = await managerOf(person);
    await answerRemark(manager, { remark: second.id, answer: 'Noted.' });

    const waiting = await listWaitingRemarks(manager);
    expect(WaitingRemarks.safeParse(waiting).error).toBeUndefined();
    expect(waiting.items).toMatchObject([
      { id: first.id, text: 'The training account.', person: { id: person, name: 'Lin Wei' } },
    ]);
    const other = await managerOf((await somebody()).person);
    expect((await listWaitingRemarks(other)).items).toEqual([]);
    expect((await listWaitingRemarks(own)).items).toEqual([]);
  });
});

describe('own bookmarks', () => {
  test('are told with the person, as long as the person may be watched', async () => {
    const { person } = await somebody('Ana Ruiz');
    const manager = await managerOf(person);
    const at = { person, lane: null, from: NOW - HOUR, to: NOW - HOUR };
    const wish = { ...at, kind: 'note', note: 'the call' } as const;
    const { id } = await makeBookmark(manager, wish);
    // What was only gone through is nothing to come back to.
    await makeBookmark(manager, { ...at, kind: 'nothing-found', note: '' });
    const told = await listOwnBookmarks(manager);
    expect(OwnBookmarks.safeParse(told).error).toBeUndefined();
    expect(told.items).toMatchObject([{ id, note: 'the call', person: { name: 'Ana Ruiz' } }]);
    expect((await listOwnBookmarks(await makeUser(ctx, ['compliance']))).items).toEqual([]);
    await ctx.db.update(people).set({ teamId: null }).where(eq(people.id, person));
    expect((await listOwnBookmarks(manager)).items).toEqual([]);
  });
});

describe('casework', () => {
  test('is the packages of the own cases that wait or were made, and the holds that end soon', async () => {
    const { person, device } = await somebody();
    const other = await makeUser(ctx, ['compliance']);
    const evidence = await makeEvidence(ctx, {
      person,
      footage: { from: NOW - HOUR, to: NOW },
      displays: [{ device, display: 'HDMI-1' }],
      by: other.user.id,
    });
    const old = NOW - 20 * DAY;
    await insertEvidencePackage(ctx, {
      clip: evidence.clip,
      by: other.user.id,
      state: 'made',
      requestedAt: old,
      finishedAt: old,
    });
    const mine = await makeUser(ctx, ['compliance']);
    expect(await readCasework(mine)).toMatchObject({ toDecide: [], recent: [] });
    await joinCase(ctx, evidence.case, mine.user.id);
    const hold = (expiresAt: number, change: Partial<typeof holds.$inferInsert> = {}) => ({
      id: newId(HoldId),
      personId: person,
      footageFrom: 0,
      reason: 'A dispute',
      expiresAt,
      placedAt: 0,
      placedBy: mine.user.id,
      ...change,
    });
    const soon = hold(NOW + 3 * DAY);
    const over = { releasedAt: NOW, releasedBy: mine.user.id, releaseReason: 'Settled' };
    await ctx.db
      .insert(holds)
      .values([soon, hold(NOW + 90 * DAY), hold(NOW - DAY), hold(NOW + DAY, over)]);

    const told = await readCasework(mine);
    expect(Casework.safeParse(told).error).toBeUndefined();
    expect(told.toDecide.map(({ id }) => id)).toEqual([evidence.waiting]);
    expect(new Set(told.recent.map(({ id }) => id))).toEqual(
      new Set([evidence.queued, evidence.failed, evidence.made]),
    );
    expect(told.endingHolds).toMatchObject([{ id: soon.id, person: { name: 'Lin Wei' } }]);
    // Nobody decides what they asked for themselves.
    const asked = await readCasework(other);
    expect(asked.toDecide).toEqual([]);
    expect(asked.recent.map(({ id }) => id)).toContain(evidence.waiting);
  });
});

describe('who watched whom this week', () => {
  test('counts sittings and people, and names nights, many people and no words', async () => {
    const viewer = await makeUser(ctx, ['compliance']);
    const lin = await somebody('Lin Mei');
    const days = [...Array(14).keys()];
    const crowd = await Promise.all(days.map((n) => somebody(`Person ${n}`)));
    // 12:00 in Shanghai.
    const noon = NOW - 6 * HOUR;
    for (const { person } of crowd) {
      await declarePurpose(at(viewer, noon), said(person, 'Ticket 12'));
    }
    await declarePurpose(at(viewer, noon), said(lin.person, 'Ticket 12'));
    for (const one of [lin, ...crowd]) await watch(at(viewer, noon), one.device);
    // 23:00 in Shanghai, three days before.
    const night = NOW - 3 * DAY + 5 * HOUR;
    const another = await makeUser(ctx, ['compliance']);
    await declarePurpose(at(another, night), said(lin.person, ''));
    await watch(at(another, night), lin.device);
    await watch(at(another, NOW - 9 * DAY), lin.device, false);
    const own = await themselves(lin.person);
    await watch(at(own, night), lin.device, false);

    const week = await readWatchingWeek(await makeUser(ctx, ['auditor']));
    expect(WatchingWeek.safeParse(week).error).toBeUndefined();
    expect(week).toMatchObject({ sittings: 16, watchers: 2 });
    expect(week.shown).toMatchObject([
      { user: { id: viewer.user.id }, sittings: 15, people: 15, lastAt: noon },
      { user: { id: another.user.id }, sittings: 1, people: 1, names: ['Lin Mei'] },
    ]);
    const found = week.oddities.map(({ kind, user, count }) => [kind, user.id, count]);
    expect(new Set(found)).toEqual(
      new Set([
        ['many', viewer.user.id, 15],
        ['night', another.user.id, 1],
        ['wordless', another.user.id, 1],
      ]),
    );
  });

  const at = (who: UserContext, now: number): UserContext => ({ ...who, now: () => now });
  const said = (person: PersonId, note: string) => ({
    person,
    reason: 'quality' as const,
    note,
    undisclosedDays: null,
  });
  async function watch(who: UserContext, device: typeof devices.$inferSelect.id, asks = true) {
    const purposeId = asks ? await requirePurpose(who, device) : null;
    const stretch = {
      kind: 'footage',
      display: 'HDMI-1',
      from: NOW - 30 * DAY,
      to: NOW - 29 * DAY,
    };
    await logDelivery(who, { device, purposeId, stretch: { ...stretch, kind: 'footage' } });
  }
});

test('the first steps tick themselves, for administrators', async () => {
  const admin = await makeUser(ctx, ['admin']);
  const isDone = async (wanted: FirstStep) =>
    (await readFirstSteps(admin)).items.find(({ step }) => step === wanted)?.isDone;
  expect((await readFirstSteps(admin)).items.map(({ step }) => step)).toEqual(FirstStep.options);
  expect(await isDone('second-factor')).toBe(false);
  await ctx.db.update(users).set({ totpSince: 1 }).where(eq(users.id, admin.user.id));
  expect(await isDone('second-factor')).toBe(true);
  expect(await isDone('backup')).toBe(false);
  await ctx.db.insert(settings).values({ key: 'last-backup', value: {}, updatedAt: NOW });
  expect(await isDone('backup')).toBe(true);
  expect(await isDone('policy')).toBe(false);
  await expect(readFirstSteps(await makeUser(ctx, ['compliance']))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
