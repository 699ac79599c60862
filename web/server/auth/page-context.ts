import { isAppError } from '@workcompanion/core/errors';
import { sharedContext } from '../shared-context.ts';
import { currentUser } from './current-user.ts';
import type { UserContext } from './user-context.ts';

/** For pages that read by verbs: as whom this `Cookie` header acts, or null. */
export async function pageContext(cookieHeader: string | null): Promise<UserContext | null> {
  const server = await sharedContext();
  try {
    return { ...server, user: await currentUser(server, cookieHeader) };
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return null;
    throw error;
  }
}
