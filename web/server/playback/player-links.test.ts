import type { Role } from '@workcompanion/core/access';
import { checkPlaylist } from '@workcompanion/core/footage/testing/check-playlist';
import { newId, PersonId, PlayerLinkId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { playerLinks } from '@workcompanion/db/schema/player-links';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WatchingSettings } from '../../contract/watching.ts';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { route } from '../http/route.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { endPlayerLink, listPlayerLinks, makePlayerLink } from './player-links.ts';

const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

let server: TestServer;
let ctx: ServerContext;
let clock = NOW;
let stored: StoredRecording;
let person: PersonId;
let maker: UserContext;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => clock });
  shareContext(Promise.resolve(ctx));
  const admin = await makeUser(ctx, ['admin']);
  await changeWatchingSettings(admin, WatchingSettings.parse({}));
  stored = await storeRecording(ctx, { start: NOW - 10 * MINUTE, count: 4 });
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
  person = PersonId.parse(row?.personId);
});
afterAll(() => server.close());
beforeEach(async () => {
  clock = NOW;
  maker = await viewer(['compliance']);
});

/** Somebody who has said why they watch. */
async function viewer(roles: Role[]): Promise<UserContext> {
  const user = await makeUser(ctx, roles);
  await declarePurpose(user, { person, reason: 'quality', note: '', undisclosedDays: null });
  return user;
}

/** The second and the third of the four segments. */
const stretch = () => ({
  device: stored.device.id,
  display: 'HDMI-1',
  from: NOW - 9 * MINUTE,
  to: NOW - 7 * MINUTE,
});

const ask = (address: string) =>
  route(ROUTER.dispatch)(
    new Request(new URL(address, TEST_ORIGIN), { headers: { 'x-forwarded-for': '203.0.113.7' } }),
  );

/** Follows where the playlist's address sends, as players do. */
async function open(url: string) {
  const sent = await ask(url);
  expect(sent.status).toBe(302);
  return await ask(sent.headers.get('location') ?? '');
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

test('plays its stretch without a cookie, and nothing around it', async () => {
  const { url } = await makePlayerLink(maker, stretch());
  const reply = await open(url);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
  const { segments, faults, isEnded } = checkPlaylist(await reply.text());
  expect(faults).toEqual([]);
  expect(isEnded).toBe(true);
  expect(segments).toHaveLength(2);
  for (const [at, { uri }] of segments.entries()) {
    const segment = await ask(uri);
    expect(segment.headers.get('cache-control')).toBe('private, no-store');
    expect(segment.headers.get('referrer-policy')).toBe('no-referrer');
    const plain = stored.segments[at + 1]?.plain;
    expect(Buffer.from(await segment.arrayBuffer()).equals(plain ?? Buffer.alloc(0))).toBe(true);
  }
  const [{ uri = '' } = {}] = segments;
  const other = await storeRecording(ctx, { start: NOW - 9 * MINUTE, count: 1 });
  for (const { id } of [stored.segments[0], stored.segments[3], other.segments[0]].flatMap(
    (each) => each ?? [],
  )) {
    const beyond = await ask(uri.replace(/[^/]+\.ts/, `${id}.ts`));
    expect([beyond.status, await codeOf(beyond)]).toEqual([404, 'not-found']);
  }
});

test('is logged as a view of its maker, with their purpose, and once from where it was opened', async () => {
  const { id, url } = await makePlayerLink(maker, stretch());
  const { segments } = checkPlaylist(await (await open(url)).text());
  await open(url);
  await (await ask(segments[0]?.uri ?? '')).arrayBuffer();
  const own = await ctx.db.select().from(views).where(eq(views.userId, maker.user.id));
  expect(own).toHaveLength(1);
  expect(own[0]).toMatchObject({ sessionId: maker.session.id, deviceId: stored.device.id });
  expect(own[0]?.purposeId).not.toBeNull();
  const [given] = await ctx.db
    .select()
    .from(viewStretches)
    .where(eq(viewStretches.viewId, own[0]?.id ?? ''));
  expect(given).toMatchObject({
    kind: 'footage',
    display: 'HDMI-1',
    footageFrom: NOW - 9 * MINUTE,
  });
  const entries = await ctx.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.userId, maker.user.id))
    .orderBy(asc(auditEntries.seq));
  const told = entries.filter(({ action }) => action.startsWith('player-link.'));
  expect(told.map(({ action }) => action)).toEqual(['player-link.made', 'player-link.opened']);
  expect(told[1]?.details).toMatchObject({ link: id, address: '203.0.113.7' });
  const token = new URL(url).searchParams.get('token') ?? '';
  expect(token).toHaveLength(43);
  expect(JSON.stringify(entries)).not.toContain(token);
});

const ENDS: [string, (id: PlayerLinkId) => Promise<unknown>][] = [
  ['by its maker', (link) => endPlayerLink(maker, { link })],
  [
    'with its time',
    async () => {
      clock = NOW + 4 * HOUR;
      // The sign-in goes on.
      const here = eq(sessions.id, maker.session.id);
      await ctx.db.update(sessions).set({ lastUsedAt: clock }).where(here);
    },
  ],
  [
    'with the sign-in',
    () =>
      withTransaction(ctx.db, (tx) =>
        endSessions(tx, ctx, { user: maker.user.id, why: 'signed-out' }),
      ),
  ],
  [
    'with the account',
    () => ctx.db.update(users).set({ disabledAt: NOW }).where(eq(users.id, maker.user.id)),
  ],
  [
    'with the role',
    () =>
      ctx.db
        .update(users)
        .set({ roles: ['auditor'] })
        .where(eq(users.id, maker.user.id)),
  ],
];

test.each(ENDS)('ends %s, in the midst of playing', async (_, end) => {
  const { id, url } = await makePlayerLink(maker, stretch());
  const { segments } = checkPlaylist(await (await open(url)).text());
  const uri = segments[0]?.uri ?? '';
  expect((await ask(uri)).status).toBe(200);
  await end(id);
  for (const address of [uri, url]) {
    const refused = await ask(address);
    expect([403, 404]).toContain(refused.status);
  }
});

test('keeps the sign-in awake by what is played, not by its playlist', async () => {
  const { url } = await makePlayerLink(maker, stretch());
  const lastUse = async () => {
    const here = eq(sessions.id, maker.session.id);
    const [session] = await ctx.db.select().from(sessions).where(here);
    return session?.lastUsedAt;
  };
  clock = NOW + 3 * MINUTE;
  const { segments } = checkPlaylist(await (await open(url)).text());
  expect(await lastUse()).toBe(NOW);
  await (await ask(segments[0]?.uri ?? '')).arrayBuffer();
  expect(await lastUse()).toBe(clock);
});

test('is made by who may watch and export, and has said why', async () => {
  const silent = await makeUser(ctx, ['compliance']);
  const code = (name: string) => ({ code: name });
  await expect(makePlayerLink(silent, stretch())).rejects.toMatchObject(code('purpose-required'));
  const admin = await makeUser(ctx, ['admin']);
  await expect(makePlayerLink(admin, stretch())).rejects.toMatchObject(code('forbidden'));
  const long = { ...stretch(), from: NOW - 27 * HOUR };
  await expect(makePlayerLink(maker, long)).rejects.toMatchObject(code('range-too-long'));
});

test('there are twenty at once, and one that was ended makes room', async () => {
  const made = [];
  for (let count = 0; count < 20; count += 1) made.push(await makePlayerLink(maker, stretch()));
  const refused = { code: 'too-many-requests' };
  await expect(makePlayerLink(maker, stretch())).rejects.toMatchObject(refused);
  expect((await listPlayerLinks(maker)).items).toHaveLength(20);
  await endPlayerLink(maker, { link: made[0]?.id ?? newId(PlayerLinkId) });
  await makePlayerLink(maker, stretch());
  expect((await listPlayerLinks(maker)).items).toHaveLength(20);
});

test('is ended and listed in the sign-in that made it alone, and never shown again', async () => {
  const { id, url } = await makePlayerLink(maker, stretch());
  const other = await viewer(['compliance']);
  await expect(endPlayerLink(other, { link: id })).rejects.toMatchObject({ code: 'not-found' });
  expect((await listPlayerLinks(other)).items).toEqual([]);
  const token = new URL(url).searchParams.get('token') ?? '';
  expect(JSON.stringify(await listPlayerLinks(maker))).not.toContain(token);
  expect(JSON.stringify(await ctx.db.select().from(playerLinks))).not.toContain(token);
});

test.each(['', 'x', 'A'.repeat(43)])('a token that is none (%s) opens nothing', async (token) => {
  const refused = await ask(`/api/shared/player/playlist.m3u8?token=${token}`);
  expect([refused.status, await codeOf(refused)]).toEqual([404, 'not-found']);
});
