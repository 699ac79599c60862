import { isAppError } from '@workcompanion/core/errors';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';
import { admitArrival } from './company/admit-arrival.ts';
import { COMPANY, companyProvider } from './company/company-provider.ts';
import { findIdentity } from './company/find-identity.ts';
import { SESSION_SECONDS, sessionCookieName, usesSecureCookies } from './session-cookie.ts';
import { signIn } from './sign-in.ts';

const Credential = z.object({
  email: z.string().max(200),
  password: z.string().max(200),
  code: z.string().max(50).default(''),
});

/**
 * next-auth's part: the sign-in form's protocol, OpenID Connect, and the cookie. What a cookie is
 * worth is ours. `address` is the client's.
 */
export function authOptions(ctx: ServerContext, address: string): NextAuthOptions {
  const secure = usesSecureCookies(ctx.config.publicUrl);
  const { company } = ctx.config;
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
        authorize: (credentials) => authorise(ctx, credentials, address),
      }),
      ...(company === null ? [] : [companyProvider(company)]),
    ],
    callbacks: {
      signIn: async ({ account, profile }) =>
        account?.provider !== COMPANY || (await admitArrival(ctx, { profile, address })),
      jwt: async ({ token, user, account }) => {
        if (account?.provider === COMPANY) return companyToken(ctx, account.providerAccountId);
        return user && 'sessionVersion' in user
          ? { sub: user.id, sessionVersion: user.sessionVersion }
          : token;
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

/** Null is "wrong"; an Error's message reaches the page as the `error` of its address. */
async function authorise(ctx: ServerContext, credentials: unknown, address: string) {
  const parsed = Credential.safeParse(credentials);
  if (!parsed.success) return null;
  try {
    const user = await signIn(ctx, { ...parsed.data, address });
    ctx.log.info({ address, user: user?.id ?? null }, user ? 'signed in' : 'sign-in refused');
    if (!user) return null;
    const { id, name, email, sessionVersion } = user;
    return { id, name, email, sessionVersion };
  } catch (error) {
    ctx.log.warn({ err: error, address }, 'sign-in failed');
    throw new Error(isAppError(error) ? error.code : 'internal');
  }
}

/** Whom `admitArrival` let in has an account by now. */
async function companyToken(ctx: ServerContext, subject: string) {
  const user = await findIdentity(ctx.db, ctx.config.company?.issuer ?? '', subject);
  return user ? { sub: user.id, sessionVersion: user.sessionVersion } : {};
}

function errorOf(metadata: unknown): Error | undefined {
  if (metadata instanceof Error) return metadata;
  if (metadata === null || typeof metadata !== 'object' || !('error' in metadata)) return undefined;
  return metadata.error instanceof Error ? metadata.error : undefined;
}
