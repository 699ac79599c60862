import { isAppError } from '@workcompanion/core/errors';
import { sharedContext } from '../shared-context.ts';
import { currentUser } from './current-user.ts';
import type { SignedInUser } from './user-context.ts';

/** For pages: who is signed in by this `Cookie` header, or null. */
export async function signedInUser(cookieHeader: string | null): Promise<SignedInUser | null> {
  try {
    return await currentUser(await sharedContext(), cookieHeader);
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return null;
    throw error;
  }
}
