import { Role } from '@workcompanion/core/access';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { newId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { userIdentities, users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import { endSessions } from '../../auth/end-sessions.ts';
import { normaliseEmail } from '../../auth/find-account.ts';
import type { ServerContext } from '../../context.ts';
import { assertAdminRemains, lockAccounts } from '../../control/assert-admin-remains.ts';
import { beginSession, type Client } from '../begin-session.ts';
import { type Entered, refuseSession } from '../sign-in.ts';
import { CompanyClaims } from './company-provider.ts';
import type { CompanySignIn } from './company-sign-in.ts';

type UserRow = typeof users.$inferSelect;

interface Arrival {
  readonly company: CompanySignIn;
  readonly claims: CompanyClaims;
  readonly client: Client;
}

/**
 * The account of somebody whom the company's provider let in: known by issuer and subject, at first
 * by the address that was invited. Throws `forbidden` for who has none, or a disabled one.
 */
export async function admit(ctx: ServerContext, arrival: Arrival): Promise<Entered> {
  const { company, claims, client } = arrival;
  return withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    const user =
      (await findIdentity(tx, company.issuer, claims.sub)) ??
      (await linkInvited(tx, ctx, arrival)) ??
      (await provision(tx, ctx, arrival));
    if (!user || user.disabledAt !== null) {
      throw new AppError('forbidden', 'Nobody with an account here.');
    }
    const mapped = await mapRoles(tx, ctx, { user, arrival });
    const session = await beginSession(tx, ctx, {
      user: mapped,
      client,
      by: 'company',
      hasSecondFactor: showedSecondFactor(arrival),
    });
    return { user: mapped, session };
  });
}

/** An address proves who somebody is only where the provider has made sure of it. */
function provenEmail({ company, claims }: Arrival): string | null {
  const isProven = claims.email_verified === true || company.vouchesForEmail;
  if (claims.email === undefined || !isProven) return null;
  return normaliseEmail(claims.email);
}

/** RFC 8176 says "mfa" of several factors; others say it by a class of `acr`. */
function showedSecondFactor({ company, claims }: Arrival): boolean {
  const told = [...(claims.amr ?? []), ...(claims.acr === undefined ? [] : [claims.acr])];
  return told.some((value) => company.secondFactorClaims.includes(value));
}

/** Whose account is known by a subject stays theirs, whoever comes by the same address. */
async function linkInvited(tx: Tx, ctx: ServerContext, arrival: Arrival): Promise<UserRow | null> {
  const email = provenEmail(arrival);
  if (email === null) return null;
  const [user] = await tx.select().from(users).where(eq(users.email, email));
  if (!user || user.disabledAt !== null) return null;
  const known = await tx.select().from(userIdentities).where(eq(userIdentities.userId, user.id));
  if (known.length > 0) return null;
  await keepIdentity(tx, ctx, { user: user.id, arrival });
  await appendAuditEntry(
    tx,
    { user },
    {
      at: ctx.now(),
      action: 'user.identity-linked',
      entityType: 'user',
      entityId: user.id,
      details: { email: user.email, issuer: arrival.company.issuer },
    },
  );
  return user;
}

async function provision(tx: Tx, ctx: ServerContext, arrival: Arrival): Promise<UserRow | null> {
  const { company, claims } = arrival;
  const email = provenEmail(arrival);
  if (company.provision !== 'auto' || email === null) return null;
  const name = (claims.name ?? claims.preferred_username ?? email).slice(0, 100);
  const roles = claimedRoles(claims, company.rolesClaim) ?? ['employee' as const];
  const [user] = await tx
    .insert(users)
    .values({ id: newId(UserId), email, name, roles, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning();
  // The address has an account, which is disabled or somebody else's.
  if (!user) return null;
  await keepIdentity(tx, ctx, { user: user.id, arrival });
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at: ctx.now(),
    action: 'user.provisioned',
    entityType: 'user',
    entityId: user.id,
    details: { email, name, roles, issuer: company.issuer },
  });
  return user;
}

async function keepIdentity(
  tx: Tx,
  ctx: ServerContext,
  { user, arrival }: { readonly user: UserId; readonly arrival: Arrival },
): Promise<void> {
  await tx.insert(userIdentities).values({
    issuer: arrival.company.issuer,
    subject: arrival.claims.sub,
    userId: user,
    createdAt: ctx.now(),
  });
}

/** At each sign-in: who changes the duty in the company changes it here. */
async function mapRoles(
  tx: Tx,
  ctx: ServerContext,
  { user, arrival }: { readonly user: UserRow; readonly arrival: Arrival },
): Promise<UserRow> {
  const roles = claimedRoles(arrival.claims, arrival.company.rolesClaim);
  if (roles === null) return user;
  const isSame = roles.length === user.roles.length && roles.every((r) => user.roles.includes(r));
  if (isSame) return user;
  await tx.update(users).set({ roles }).where(eq(users.id, user.id));
  await assertAdminRemains(tx);
  await endSessions(tx, ctx, { user: user.id, why: 'roles-changed' });
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at: ctx.now(),
    action: 'user.roles-mapped',
    entityType: 'user',
    entityId: user.id,
    before: { roles: user.roles },
    after: { roles },
  });
  return { ...user, roles };
}

/** The roles that a claim names: a list, or a text with spaces or commas. Null: it names none. */
function claimedRoles(
  claims: Readonly<Record<string, unknown>>,
  claim: string | null,
): Role[] | null {
  const value = claim === null ? undefined : claims[claim];
  const names: unknown[] =
    typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  const roles = Role.options.filter((role) => names.includes(role));
  return roles.length === 0 ? null : roles;
}

/** The account that somebody of the provider has here. */
async function findIdentity(
  db: Db | Tx,
  issuer: string,
  subject: string,
): Promise<typeof users.$inferSelect | null> {
  const [row] = await db
    .select({ user: users })
    .from(userIdentities)
    .innerJoin(users, eq(users.id, userIdentities.userId))
    .where(and(eq(userIdentities.issuer, issuer), eq(userIdentities.subject, subject)));
  return row?.user ?? null;
}

/** For next-auth: the session of somebody whom the provider let in, or null; told either way. */
export async function admitArrival(
  ctx: ServerContext,
  { profile, client }: { readonly profile: unknown; readonly client: Client },
): Promise<Entered | null> {
  const { company } = ctx.config;
  const claims = CompanyClaims.safeParse(profile);
  if (company === null || !claims.success) return null;
  try {
    return await admit(ctx, { company, claims: claims.data, client });
  } catch (error) {
    const why = isAppError(error) ? error.code : 'internal';
    const { address } = client;
    ctx.log.warn({ err: error, address }, 'company sign-in refused');
    const email = claims.data.email ?? '';
    await refuseSession(ctx, { email, user: null, address, why: `company: ${why}` });
    return null;
  }
}
