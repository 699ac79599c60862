import { isAppError } from '@workcompanion/core/errors';
import { headers } from 'next/headers';
import { cache } from 'react';
import type { Me } from '../../contract/session.ts';
import { currentSession } from '../../server/auth/current-session.ts';
import { meOf } from '../../server/auth/read-me.ts';
import type { UserContext } from '../../server/auth/user-context.ts';
import { sharedContext } from '../../server/shared-context.ts';

/** As whom the page's verbs act, or null; read once a request, however many layouts and pages ask. */
export const currentContext = cache(
  async (): Promise<UserContext | null> => pageContext((await headers()).get('cookie')),
);

/** For pages that read by verbs: as whom this `Cookie` header acts, or null. */
async function pageContext(cookieHeader: string | null): Promise<UserContext | null> {
  const server = await sharedContext();
  try {
    const who = await currentSession(server, { cookieHeader, isUse: true, isFootage: false });
    return { ...server, ...who };
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return null;
    throw error;
  }
}

/** Who is signed in, or null. */
export async function currentMe(): Promise<Me | null> {
  const context = await currentContext();
  return context === null ? null : meOf(context);
}
