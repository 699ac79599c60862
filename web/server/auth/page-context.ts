import { isAppError } from '@workcompanion/core/errors';
import { sharedContext } from '../shared-context.ts';
import { currentSession } from './current-session.ts';
import type { UserContext } from './user-context.ts';

/** For pages that read by verbs: as whom this `Cookie` header acts, or null. */
export async function pageContext(cookieHeader: string | null): Promise<UserContext | null> {
  const server = await sharedContext();
  try {
    const who = await currentSession(server, { cookieHeader, isUse: true, isFootage: false });
    return { ...server, ...who };
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return null;
    throw error;
  }
}
