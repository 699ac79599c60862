import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type { ShareId } from '@workcompanion/core/ids';
import { readCookie, usesSecureCookies } from '../auth/session-cookie.ts';
import type { ServerContext } from '../context.ts';
import { type FoundShare, shareById } from './find-share.ts';

/** A passcode is asked for again after a long film. */
const HOURS = 12;
const HOUR_MS = 3_600_000;

type Asker = Pick<ServerContext, 'sessionSecret' | 'config' | 'now'>;

export interface AdmittedShare extends FoundShare {
  readonly session: string;
}

/** The `Set-Cookie` of a browser that knew the passcode. It opens this one share, as long as that lasts. */
export function beginShareSession(ctx: Asker, share: ShareId): string {
  const session = randomBytes(12).toString('base64url');
  const until = Math.floor(ctx.now() / 1000) + HOURS * HOUR_MS;
  const value = `${session}.${until}.${signature(ctx, share, session, until)}`;
  const secure = usesSecureCookies(ctx.config.publicUrl) ? '; Secure' : '';
  return `${nameOf(share)}=${value}; Path=/api/shared; Max-Age=${HOURS * 3600}; HttpOnly; SameSite=Strict${secure}`;
}

/** The session's name, for the log of what was watched in it; null without a valid one. */
export function readShareSession(
  ctx: Asker,
  share: ShareId,
  cookies: string | null,
): string | null {
  const [session = '', until = '', given = ''] =
    readCookie(cookies, nameOf(share))?.split('.') ?? [];
  if (Number(until) * 1000 <= ctx.now()) return null;
  const expected = Buffer.from(signature(ctx, share, session, Number(until)));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null;
  return session;
}

function signature(ctx: Asker, share: ShareId, session: string, until: number): string {
  return createHmac('sha256', ctx.sessionSecret)
    .update(`workcompanion share v1\n${share}\n${session}\n${until}`)
    .digest('base64url');
}

function nameOf(share: ShareId): string {
  return `workcompanion-share-${share}`;
}

/** A share whose passcode this browser knew. Throws `unauthenticated`, `not-found`. */
export async function admittedShare(
  ctx: ServerContext,
  id: ShareId,
  cookies: string | null,
): Promise<AdmittedShare> {
  const session = readShareSession(ctx, id, cookies);
  if (session === null) throw new AppError('unauthenticated', 'The passcode comes first.');
  return { ...(await shareById(ctx, id)), session };
}
