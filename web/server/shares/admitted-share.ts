import { AppError } from '@workcompanion/core/errors';
import type { ShareId } from '@workcompanion/core/ids';
import type { ServerContext } from '../context.ts';
import { type FoundShare, shareById } from './find-share.ts';
import { readShareSession } from './share-session.ts';

export interface AdmittedShare extends FoundShare {
  readonly session: string;
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
