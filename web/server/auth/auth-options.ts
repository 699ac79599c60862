import { isAppError } from '@workcompanion/core/errors';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';
import { SESSION_SECONDS, sessionCookieName, usesSecureCookies } from './session-cookie.ts';
import { verifySignIn } from './verify-sign-in.ts';

const Credential = z.object({ email: z.string().max(200), password: z.string().max(200) });

/** next-auth's part: the sign-in form's protocol and the cookie. What a cookie is worth is ours. */
export function authOptions(ctx: ServerContext): NextAuthOptions {
  const secure = usesSecureCookies(ctx.config.publicUrl);
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
        credentials: { email: {}, password: {} },
        authorize: (credentials, { headers }) =>
          authorise(ctx, credentials, clientAddress(headers)),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && 'sessionVersion' in user
          ? { sub: user.id, sessionVersion: user.sessionVersion }
          : token,
      session: ({ session }) => session,
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
    const user = await verifySignIn(ctx, { ...parsed.data, address });
    ctx.log.info({ address, user: user?.id ?? null }, user ? 'signed in' : 'sign-in refused');
    if (!user) return null;
    const { id, name, email, sessionVersion } = user;
    return { id, name, email, sessionVersion };
  } catch (error) {
    ctx.log.warn({ err: error, address }, 'sign-in failed');
    throw new Error(isAppError(error) ? error.code : 'internal');
  }
}

/** As the entry of the process writes it: one address, forwarded ones only from trusted proxies. */
function clientAddress(headers: Record<string, unknown> | undefined): string {
  const address = headers?.['x-forwarded-for'];
  return typeof address === 'string' ? address : 'unknown';
}

function errorOf(metadata: unknown): Error | undefined {
  if (metadata instanceof Error) return metadata;
  if (metadata === null || typeof metadata !== 'object' || !('error' in metadata)) return undefined;
  return metadata.error instanceof Error ? metadata.error : undefined;
}
