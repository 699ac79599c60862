import type { InspectShare, SharedPackage } from '../../contract/shares.ts';
import type { ServerContext } from '../context.ts';
import type { Call } from '../http/call.ts';
import { describeShare } from './describe-share.ts';
import { shareByToken } from './find-share.ts';
import { readShareSession } from './share-session.ts';

/** What a bearer is shown: the door, or what is behind it for who has the passcode. Throws `not-found`. */
export async function inspectShare(
  ctx: ServerContext,
  { token }: InspectShare,
  call: Pick<Call, 'header'>,
): Promise<SharedPackage> {
  const found = await shareByToken(ctx, token);
  if (readShareSession(ctx, found.share.id, call.header('cookie')) !== null) {
    return describeShare(ctx, found);
  }
  const { lockedUntil } = found.share;
  const isLocked = lockedUntil !== null && lockedUntil > ctx.now();
  return { state: 'closed', lockedUntil: isLocked ? lockedUntil : null };
}
