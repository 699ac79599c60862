import {
  BookmarkId,
  type ControlRequestId,
  type DeletionId,
  type DeletionRequestId,
  DeviceId,
  EnrolmentTokenId,
  GrantId,
  type HoldId,
  newId,
  PersonId,
  type RetentionRuleId,
  SavedSearchId,
  type SegmentId,
  TeamId,
  type UserId,
  WebhookId,
} from '@workcompanion/core/ids';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { devices } from '@workcompanion/db/schema/devices';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { eq } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { sealWords } from '../search/sealed-words.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { makeControlRequests } from './make-control-requests.ts';
import { type Evidence, joinCase, makeEvidence } from './make-evidence.ts';
import { makeFailedRelease } from './make-release.ts';
import { makeRetention } from './make-retention.ts';
import { storeRecording } from './store-recording.ts';
import { makeUser } from './test-user.ts';

/** Everybody who may try a door: each role, near the person in question and far from them. */
export const ACTORS = [
  'admin',
  'compliance',
  'auditor',
  'manager',
  'otherManager',
  'self',
  'colleague',
  'lent',
  'lentElsewhere',
] as const;
export type Actor = (typeof ACTORS)[number];

const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;

export interface AccessWorld {
  /** One person of one team, with footage of an hour ago, a device and a segment. */
  readonly person: PersonId;
  readonly team: TeamId;
  readonly emptyTeam: TeamId;
  readonly device: DeviceId;
  /** Another enrolment of the same machine. */
  readonly twin: DeviceId;
  readonly segment: SegmentId;
  readonly footage: { readonly from: number; readonly to: number };
  /** A segment of two minutes ago: too fresh for who may not watch live. */
  readonly fresh: {
    readonly segment: SegmentId;
    readonly footage: { readonly from: number; readonly to: number };
  };
  readonly token: EnrolmentTokenId;
  /** An account that nobody signs in with. */
  readonly account: UserContext['user'];
  readonly grant: GrantId;
  /** Made by that account. */
  readonly bookmark: BookmarkId;
  /** A rule that waits to be put in force, and one that is in force. */
  readonly rule: RetentionRuleId;
  readonly ruleInForce: RetentionRuleId;
  /** Made by that account, and agreed to. */
  readonly savedSearch: SavedSearchId;
  readonly hold: HoldId;
  readonly webhook: WebhookId;
  /** A release that failed on the device. */
  readonly release: string;
  /** Finished, with a certificate. */
  readonly deletion: DeletionId;
  /** Two that nobody has decided yet. */
  readonly deletionRequest: DeletionRequestId;
  readonly otherDeletionRequest: DeletionRequestId;
  /** One that each actor may decide. */
  readonly controlRequests: readonly ControlRequestId[];
  /** Another team than the person's, and who manages it. */
  readonly managed: { readonly team: TeamId; readonly by: UserId };
  /** A case with a clip, and a package of it in each state. */
  readonly evidence: Evidence;
  /** All of them are members of that case: what tells them apart is their rights. */
  as(actor: Actor): Promise<UserContext>;
}

export async function makeAccessWorld(ctx: ServerContext): Promise<AccessWorld> {
  const start = ctx.now() - HOUR;
  const stored = await storeRecording(ctx, { start, count: 1 });
  const freshStart = ctx.now() - 2 * MINUTE;
  const { device } = stored;
  const freshlyStored = await storeRecording(ctx, { start: freshStart, count: 1, device });
  const [segment, freshSegment] = [...stored.segments, ...freshlyStored.segments];
  if (!segment || !freshSegment) throw new Error('no segment was stored');
  const footage = { from: start, to: start + MINUTE };
  const freshFootage = { from: freshStart, to: freshStart + MINUTE };
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
  if (!row) throw new Error('no device was stored');
  const person = row.personId;
  const twin = newId(DeviceId);
  await ctx.db.insert(devices).values({ ...row, id: twin });
  const team = await makeTeam(ctx);
  await ctx.db.update(people).set({ teamId: team }).where(eq(people.id, person));
  const otherTeam = await makeTeam(ctx);
  const { user: account } = await makeUser(ctx, ['compliance']);
  const facts = { person, team, footage };
  const displays = [{ device: stored.device.id, display: 'HDMI-1' }];
  const evidence = await makeEvidence(ctx, { person, footage, displays, by: account.id });
  return {
    ...facts,
    emptyTeam: await makeTeam(ctx),
    device: stored.device.id,
    twin,
    segment: segment.id,
    fresh: { segment: freshSegment.id, footage: freshFootage },
    token: await makeToken(ctx),
    webhook: await makeWebhook(ctx, account.id),
    release: await makeFailedRelease(ctx, { device: stored.device.id, by: account.id }),
    account,
    grant: await lend(ctx, account, { right: 'watch', personId: person }),
    bookmark: await makeBookmark(ctx, { person, footage, by: account.id }),
    savedSearch: await makeSavedSearch(ctx, { person, footage, by: account.id }),
    ...(await makeRetention(ctx, { person, team, device: stored.device.id, by: account.id })),
    controlRequests: await makeControlRequests(ctx, { by: account.id, count: ACTORS.length }),
    managed: { team: otherTeam, by: (await managerOf(ctx, otherTeam)).user.id },
    evidence,
    as: async (actor) => {
      const own = await MAKERS[actor](ctx, facts);
      await joinCase(ctx, evidence.case, own.user.id);
      // As if rights had been wider once: what was delivered can be said to have been shown.
      for (const given of [footage, freshFootage]) {
        const stretch = { kind: 'footage', display: 'HDMI-1', ...given } as const;
        await logDelivery(own, { device: stored.device.id, purposeId: null, stretch });
      }
      return own;
    },
  };
}

/** A world for whoever only looks: nothing in it changes, so each of its actors is made once. */
export async function makeLastingWorld(ctx: ServerContext): Promise<AccessWorld> {
  const world = await makeAccessWorld(ctx);
  const made = new Map<Actor, Promise<UserContext>>();
  const as = (actor: Actor) => {
    const own = made.get(actor) ?? world.as(actor);
    made.set(actor, own);
    return own;
  };
  return { ...world, as };
}

type Facts = Pick<AccessWorld, 'person' | 'team' | 'footage'>;

const MAKERS = {
  admin: (ctx) => makeUser(ctx, ['admin']),
  compliance: (ctx) => makeUser(ctx, ['compliance']),
  auditor: (ctx) => makeUser(ctx, ['auditor']),
  manager: (ctx, { team }) => managerOf(ctx, team),
  otherManager: async (ctx) => managerOf(ctx, await makeTeam(ctx)),
  self: async (ctx, { person }) => employed(ctx, person),
  colleague: async (ctx) => {
    const id = newId(PersonId);
    await ctx.db.insert(people).values({ id, name: 'Zoe', timeZone: 'UTC', createdAt: 0 });
    return employed(ctx, id);
  },
  /** Somebody with no role over the person, who was lent the footage in question. */
  lent: (ctx, { person, footage }) => lentTo(ctx, person, footage),
  /** The same for other footage of the same person. */
  lentElsewhere: (ctx, { person, footage: { from } }) =>
    lentTo(ctx, person, { from: from - 2 * HOUR, to: from - HOUR }),
} as const satisfies Record<Actor, (ctx: ServerContext, facts: Facts) => Promise<UserContext>>;

async function managerOf(ctx: ServerContext, team: TeamId): Promise<UserContext> {
  const own = await makeUser(ctx, ['manager']);
  await ctx.db.insert(teamManagers).values({ teamId: team, userId: own.user.id });
  return own;
}

async function lentTo(
  ctx: ServerContext,
  personId: PersonId,
  { from: footageFrom, to: footageTo }: AccessWorld['footage'],
): Promise<UserContext> {
  const own = await makeUser(ctx, ['employee']);
  await lend(ctx, own.user, { right: 'watch', personId, footageFrom, footageTo });
  return own;
}

async function employed(ctx: ServerContext, person: PersonId): Promise<UserContext> {
  const own = await makeUser(ctx, ['employee']);
  // One account a person: that of the actor before gives way.
  await ctx.db.update(users).set({ personId: null }).where(eq(users.personId, person));
  await ctx.db.update(users).set({ personId: person }).where(eq(users.id, own.user.id));
  return { ...own, user: { ...own.user, personId: person } };
}

async function makeTeam(ctx: ServerContext): Promise<TeamId> {
  const id = newId(TeamId);
  await ctx.db.insert(teams).values({ id, name: `Team ${id}`, createdAt: 0 });
  return id;
}

async function makeToken(ctx: ServerContext): Promise<EnrolmentTokenId> {
  const id = newId(EnrolmentTokenId);
  await ctx.db.insert(enrolmentTokens).values({
    id,
    tokenHash: sha256(id),
    label: 'desk',
    createdAt: 0,
    expiresAt: ctx.now() + HOUR,
    maxUses: 1,
  });
  return id;
}

async function makeWebhook(ctx: ServerContext, createdBy: UserId): Promise<WebhookId> {
  const id = newId(WebhookId);
  const target = { url: 'https://pager.example/', alerts: [], secret: Buffer.alloc(0) };
  await ctx.db.insert(webhooks).values({ id, name: 'Pager', ...target, createdAt: 0, createdBy });
  return id;
}

async function lend(
  ctx: ServerContext,
  { id: userId }: UserContext['user'],
  what: Pick<typeof grants.$inferInsert, 'right' | 'personId' | 'footageFrom' | 'footageTo'>,
): Promise<GrantId> {
  const id = newId(GrantId);
  await ctx.db.insert(grants).values({
    id,
    userId,
    ...what,
    expiresAt: ctx.now() + HOUR,
    reason: 'A complaint of the 24th',
    givenBy: userId,
    givenAt: ctx.now(),
  });
  return id;
}

async function makeSavedSearch(
  ctx: ServerContext,
  { person, footage, by }: Pick<Facts, 'person' | 'footage'> & { readonly by: UserId },
): Promise<SavedSearchId> {
  const id = newId(SavedSearchId);
  const at = ctx.now();
  await ctx.db.insert(savedSearches).values({
    id,
    userId: by,
    sealed: sealWords(ctx, `saved-search:${id}`, {
      words: 'invoice',
      numbers: null,
      program: null,
    }),
    personId: person,
    places: ['titles'],
    isFrontOnly: false,
    reason: 'security-incident',
    note: 'A dispute',
    footageFrom: footage.from,
    createdAt: at,
    endsAt: at + 24 * HOUR,
    agreedAt: at,
  });
  return id;
}

async function makeBookmark(
  ctx: ServerContext,
  { person, footage, by }: Pick<Facts, 'person' | 'footage'> & { readonly by: UserId },
): Promise<BookmarkId> {
  const id = newId(BookmarkId);
  const moment = { startsAt: footage.from, endsAt: footage.to, createdAt: 0 };
  await ctx.db
    .insert(bookmarks)
    .values({ id, personId: person, userId: by, note: 'here', ...moment });
  return id;
}
