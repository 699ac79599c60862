import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type {
  PortalLinkRequest,
  PortalLinkResponse,
} from '@workcompanion/core/protocol/portal-link';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { InspectedRecorderLink, InspectRecorderLink } from '../../contract/account-links.ts';
import { addressLimit, countGuess, forgiveGuess } from '../auth/guess-limits.ts';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { sha256 } from '../keys/sha256.ts';
import { localDayOf } from '../people/local-day.ts';
import { beginSession, type Client } from './begin-session.ts';
import type { Entered } from './sign-in.ts';

/** The browser opens at once: whoever finds the link later finds nothing. µs */
const LIFETIME = 60 * 1_000_000;
const PURPOSE = 'recorder';

/**
 * Where the person at this device sees the portal. Signed in by a code when theirs is an account that may do
 * no more than see their own: any program of theirs could ask the recorder, and must gain nothing by it.
 * Where the company signs people in, it does here too.
 */
export async function makePortalLink(
  ctx: DeviceContext,
  { page }: PortalLinkRequest,
): Promise<PortalLinkResponse> {
  const { publicUrl, company } = ctx.config;
  const next = page === 'recordings' ? '/me' : await todayOf(ctx);
  const user = company === null ? await ownAccount(ctx) : null;
  if (user === null) return { url: `${publicUrl}${next}`, isSignedIn: false };
  const code = randomBytes(32).toString('base64url');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const former = and(eq(oneTimeLinks.userId, user.id), eq(oneTimeLinks.purpose, PURPOSE));
    await tx.delete(oneTimeLinks).where(and(former, isNull(oneTimeLinks.usedAt)));
    await tx.insert(oneTimeLinks).values({
      tokenHash: sha256(code),
      purpose: PURPOSE,
      userId: user.id,
      createdAt: at,
      expiresAt: at + LIFETIME,
    });
    await appendAuditEntry(
      tx,
      { user },
      {
        at,
        action: 'session.link-made',
        entityType: 'user',
        entityId: user.id,
        details: { device: ctx.device.id },
      },
    );
  });
  // What follows # is sent to no server, and so stands in no log and no referrer.
  return { url: `${publicUrl}/from-recorder?next=${next}#${code}`, isSignedIn: true };
}

/** The person's present day, where they say what is wrong with a stretch. */
async function todayOf({ db, device, now }: DeviceContext): Promise<string> {
  const [person] = await db
    .select({ id: people.id, timeZone: people.timeZone })
    .from(devices)
    .innerJoin(people, and(eq(people.id, devices.personId), eq(people.isUnconfirmed, false)))
    .where(eq(devices.id, device.id));
  if (!person) return '/me';
  return `/people/${person.id}/${localDayOf(now(), person.timeZone).date}`;
}

/** The one account of the device's person that holds no role but theirs. */
async function ownAccount({ db, device }: DeviceContext) {
  const rows = await db
    .select({ id: users.id, email: users.email })
    .from(devices)
    .innerJoin(people, and(eq(people.id, devices.personId), eq(people.isUnconfirmed, false)))
    .innerJoin(users, eq(users.personId, people.id))
    .where(and(eq(devices.id, device.id), eq(devices.approval, 'approved'), isOwnOnly()))
    .limit(2);
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

function isOwnOnly() {
  return and(isNull(users.disabledAt), sql`${users.roles} = array['employee']`);
}

/** Whose code it is, so that nobody is signed in as somebody else unawares. Throws `not-found`. */
export async function inspectRecorderLink(
  ctx: ServerContext,
  { code }: InspectRecorderLink,
): Promise<InspectedRecorderLink> {
  const user = await findUser(ctx.db, code, ctx.now());
  if (user === null) throw new AppError('not-found', 'This link does not work any more.');
  return { name: user.name };
}

async function findUser(db: Db | Tx, code: string, now: number) {
  const [row] = await db
    .select({ user: users })
    .from(oneTimeLinks)
    .innerJoin(users, eq(users.id, oneTimeLinks.userId))
    .where(
      and(
        eq(oneTimeLinks.tokenHash, sha256(code)),
        eq(oneTimeLinks.purpose, PURPOSE),
        gt(oneTimeLinks.expiresAt, now),
        isNull(oneTimeLinks.usedAt),
        isOwnOnly(),
      ),
    )
    .for('update');
  return row?.user ?? null;
}

/** The session of whoever bears the code, once; it shows no second factor. Null for one that opens nothing. */
export async function signInFromRecorder(
  ctx: ServerContext,
  { code, client }: { readonly code: string; readonly client: Client },
): Promise<Entered | null> {
  await countGuess(ctx, addressLimit(client.address));
  const entered = await withTransaction(ctx.db, async (tx) => {
    const user = await findUser(tx, code, ctx.now());
    if (user === null) return null;
    const used = { usedAt: ctx.now() };
    await tx
      .update(oneTimeLinks)
      .set(used)
      .where(eq(oneTimeLinks.tokenHash, sha256(code)));
    const facts = { user, client, by: PURPOSE, hasSecondFactor: false } as const;
    return { user, session: await beginSession(tx, ctx, facts) };
  });
  if (entered !== null) await forgiveGuess(ctx, addressLimit(client.address));
  return entered;
}
