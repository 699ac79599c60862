import { isAppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { PasskeyAssertion } from '../../contract/passkeys.ts';
import { takePasskey } from '../account/passkeys/take-passkey.ts';
import { addressLimit, countGuess, forgiveGuess } from '../auth/guess-limits.ts';
import { SESSION_SECONDS, sessionCookieName, usesSecureCookies } from '../auth/session-cookie.ts';
import type { ServerContext } from '../context.ts';
import { beginSession, type Client } from './begin-session.ts';
import { admitArrival } from './company/admit.ts';
import { COMPANY, companyProvider } from './company/company-provider.ts';
import { type Entered, refuseSession, signIn } from './sign-in.ts';
import { signInFromRecorder } from './sign-in-from-recorder.ts';

const Credential = z.object({
  email: z.string().max(200),
  password: z.string().max(200),
  code: z.string().max(50).default(''),
});

const RecorderCredential = z.object({ code: z.string().min(20).max(200) });

/** A form's field holds a text. */
const PasskeyCredential = z.object({
  assertion: z.string().max(20_000).transform(jsonOrNull).pipe(PasskeyAssertion),
});

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * next-auth's part: the sign-in form's protocol, OpenID Connect, and the cookie. What a cookie is
 * worth is ours. Made anew for each request.
 */
export function authOptions(ctx: ServerContext, client: Client): NextAuthOptions {
  const secure = usesSecureCookies(ctx.config.publicUrl);
  const { company } = ctx.config;
  /** Whom the company's provider let in, kept from one callback of this request to the next. */
  let arrived: Entered | null = null;
  return {
    secret: ctx.sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(ctx.config.publicUrl),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        authorize: (credentials) => authorise(ctx, credentials, client),
      }),
      Credentials({
        id: 'passkey',
        credentials: { assertion: {} },
        authorize: (credentials) => authorisePasskey(ctx, credentials, client),
      }),
      Credentials({
        id: 'recorder',
        credentials: { code: {} },
        authorize: (credentials) => authoriseFromRecorder(ctx, credentials, client),
      }),
      ...(company === null ? [] : [companyProvider(company)]),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== COMPANY) return true;
        arrived = await admitArrival(ctx, { profile, client });
        return arrived !== null;
      },
      jwt: async ({ token, user }) => {
        if (arrived !== null) return { sub: arrived.user.id, sid: arrived.session };
        return user && 'session' in user ? { sub: user.id, sid: user.session } : token;
      },
      session: ({ session }) => session,
      // Only within the portal; what is no address leads to its first page.
      redirect: ({ url, baseUrl }) => {
        const target = URL.parse(url, baseUrl);
        return target?.origin === baseUrl ? target.href : baseUrl;
      },
    },
    logger: {
      error: (code, metadata) =>
        ctx.log.warn({ authCode: code, err: errorOf(metadata) }, 'sign-in'),
      warn: (code) => ctx.log.debug({ authCode: code }, 'sign-in'),
      debug: () => {},
    },
  };
}

async function authorise(ctx: ServerContext, credentials: unknown, client: Client) {
  const parsed = Credential.safeParse(credentials);
  if (!parsed.success) return null;
  return told(ctx, client, () => signIn(ctx, { ...parsed.data, ...client }));
}

async function authorisePasskey(ctx: ServerContext, credentials: unknown, client: Client) {
  const parsed = PasskeyCredential.safeParse(credentials);
  if (!parsed.success) return null;
  const { assertion } = parsed.data;
  return told(ctx, client, () => signInByPasskey(ctx, { assertion, client }));
}

async function authoriseFromRecorder(ctx: ServerContext, credentials: unknown, client: Client) {
  const parsed = RecorderCredential.safeParse(credentials);
  if (!parsed.success) return null;
  return told(ctx, client, () => signInFromRecorder(ctx, { ...parsed.data, client }));
}

/** Null is "wrong"; an Error's message reaches the page as the `error` of its address. */
async function told(ctx: ServerContext, { address }: Client, enter: () => Promise<Entered | null>) {
  try {
    const entered = await enter();
    ctx.log.info(
      { address, user: entered?.user.id ?? null },
      entered ? 'signed in' : 'sign-in refused',
    );
    if (!entered) return null;
    const { id, name, email } = entered.user;
    return { id, name, email, session: entered.session };
  } catch (error) {
    ctx.log.warn({ err: error, address }, 'sign-in failed');
    throw new Error(isAppError(error) ? error.code : 'internal');
  }
}

function errorOf(metadata: unknown): Error | undefined {
  if (metadata instanceof Error) return metadata;
  if (metadata === null || typeof metadata !== 'object' || !('error' in metadata)) return undefined;
  return metadata.error instanceof Error ? metadata.error : undefined;
}

/**
 * The session of whoever has a passkey and its finger, face or PIN: two factors in one. Null for one
 * that opens nothing. Throws `too-many-requests`.
 */
export async function signInByPasskey(
  ctx: ServerContext,
  { assertion, client }: { readonly assertion: PasskeyAssertion; readonly client: Client },
): Promise<Entered | null> {
  const { address } = client;
  await countGuess(ctx, addressLimit(address));
  const owner = await takePasskey(ctx, assertion).catch((error: unknown) => {
    if (isAppError(error, 'wrong-code')) return null;
    throw error;
  });
  const [user] = owner === null ? [] : await ctx.db.select().from(users).where(eq(users.id, owner));
  if (!user || user.disabledAt !== null) {
    const why = user ? 'disabled' : 'passkey';
    await refuseSession(ctx, { email: '', user: user ?? null, address, why });
    return null;
  }
  await forgiveGuess(ctx, addressLimit(address));
  const session = await withTransaction(ctx.db, (tx) =>
    beginSession(tx, ctx, { user, client, by: 'passkey', hasSecondFactor: true }),
  );
  return { user, session };
}
