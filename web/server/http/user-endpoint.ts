import { AppError } from '@workcompanion/core/errors';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { UNATTENDED_HEADER } from '../../contract/session.ts';
import { currentSession } from '../auth/current-session.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import type { Call } from './call.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { jsonReply, type Reply } from './reply.ts';

/** A route of the portal for somebody signed in. The verb checks what they may do. */
export function userEndpoint<I, O>(
  read: (call: Call) => I | Promise<I>,
  verb: (ctx: UserContext, input: I) => Promise<O>,
  respond: (output: O, call: Call) => Reply = (output) => jsonReply(output),
): Endpoint {
  return owingEndpoint(
    read,
    (ctx, input) => {
      if (ctx.session.owes === null) return verb(ctx, input);
      throw new AppError('second-factor-required', 'Show the second factor first, or set one up.');
    },
    respond,
  );
}

/** One for an account's own sign-in: also while the session owes a second factor. */
export function owingEndpoint<I, O>(
  read: (call: Call) => I | Promise<I>,
  verb: (ctx: UserContext, input: I) => Promise<O>,
  respond: (output: O, call: Call) => Reply = (output) => jsonReply(output),
): Endpoint {
  return endpoint(async (server, call) => {
    const who = await currentSession(server, askedBy(call));
    assertSameOrigin(call);
    try {
      return respond(await verb({ ...server, ...who }, await read(call)), call);
    } finally {
      if (mayChangeRights(call)) server.viewRights.forget();
    }
  });
}

/** All that changes something, but for what a player tells each few seconds. */
function mayChangeRights({ method, url }: Call): boolean {
  return method !== 'GET' && method !== 'HEAD' && url.pathname !== PORTAL_ROUTES.views;
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
