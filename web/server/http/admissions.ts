import { AppError } from '@workcompanion/core/errors';
import { sendNotice } from '@workcompanion/db/notices';
import { UNATTENDED_HEADER } from '../../contract/session.ts';
import { VIEW_ROUTES } from '../../contract/views.ts';
import { currentSession } from '../auth/current-session.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import type { Admission } from './bind.ts';
import type { Call } from './call.ts';

/** Somebody signed in, in their own right. The verb checks what they may do. */
export const asUser: Admission<UserContext> = (server, call, work) =>
  asOwingUser(server, call, (ctx) => {
    if (ctx.session.owes === null) return work(ctx);
    throw new AppError('second-factor-required', 'Show the second factor first, or set one up.');
  });

/** For an account's own sign-in: also while the session owes a second factor. */
export const asOwingUser: Admission<UserContext> = async (server, call, work) => {
  const who = await currentSession(server, askedBy(call));
  assertSameOrigin(call);
  try {
    return await work({ ...server, ...who });
  } finally {
    if (mayChangeRights(call)) await forgetRights(server);
  }
};

/** Here and at other nodes, which forget by themselves within two seconds if they can't be told. */
async function forgetRights({ viewRights, db, log }: ServerContext): Promise<void> {
  viewRights.forget();
  try {
    await sendNotice(db, 'rights-changed', '');
  } catch (err) {
    log.warn({ err }, 'other nodes were not told that rights may have changed');
  }
}

/** Anybody on a page of ours, without signing in. */
export const asVisitor: Admission<ServerContext> = (server, call, work) => {
  assertSameOrigin(call);
  return work(server);
};

/** Who proves by other means who they are, or asks for what everybody may know. */
export const asAnyone: Admission<ServerContext> = (server, _call, work) => work(server);

/** All that changes something, but for what a player tells each few seconds. */
function mayChangeRights({ method, url }: Call): boolean {
  return method !== 'GET' && method !== 'HEAD' && url.pathname !== VIEW_ROUTES.reportView.path;
}

/**
 * A page that is left open asks on by itself, and its player for the playlist of a film that stands
 * still: neither keeps a session. A segment is watched.
 */
function askedBy(call: Call) {
  const { pathname } = call.url;
  return {
    cookieHeader: call.header('cookie'),
    isUse: call.header(UNATTENDED_HEADER) === null && !pathname.endsWith('/playlist.m3u8'),
    isFootage: pathname.startsWith('/api/playback/segments/'),
  };
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Keeps other sites from changing state with a visitor's cookie. Browsers send `Sec-Fetch-Site` to
 * trustworthy origins and `Origin` with each POST everywhere; a request with neither is refused.
 */
function assertSameOrigin(call: Call): void {
  if (SAFE_METHODS.has(call.method)) return;
  const site = call.header('sec-fetch-site');
  if (site !== null ? site === 'same-origin' : isOwnOrigin(call)) return;
  throw new AppError('forbidden', 'Changes are taken only from the pages of this portal.');
}

/** The host is the one that the client addressed: through a proxy, as the trusted proxy tells it. */
function isOwnOrigin(call: Call): boolean {
  const origin = call.header('origin');
  const host = call.header('x-forwarded-host') ?? call.header('host');
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}

/** RFC 6750, section 2.1. Throws `unauthenticated`. */
export function bearerToken(call: Call): string {
  const match = /^Bearer +([\w.~+/-]+=*)$/i.exec(call.header('authorization') ?? '');
  if (match?.[1] === undefined) {
    throw new AppError('unauthenticated', 'A device token is needed (Authorization: Bearer).');
  }
  return match[1];
}
