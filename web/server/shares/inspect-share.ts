import type { InspectShare, SharedPackage } from '../../contract/shares.ts';
import type { ServerContext } from '../context.ts';
import { footageOf } from '../evidence-packages/list-evidence-packages.ts';
import type { IndexedVideo } from '../evidence-packages/package-index.ts';
import type { Call } from '../http/call.ts';
import { type FoundShare, shareByToken } from './find-share.ts';
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

/** What is shared, for somebody who knew the passcode. */
export async function describeShare(
  ctx: ServerContext,
  found: FoundShare,
): Promise<Extract<SharedPackage, { state: 'open' }>> {
  const { share, row, clip, made, person, caseTitle } = found;
  const indexed = row.isProtected ? [] : await ctx.packages.videosOf(ctx, made);
  return {
    state: 'open',
    share: share.id,
    evidencePackage: row.id,
    recipient: share.recipient,
    expiresAt: share.expiresAt,
    case: caseTitle,
    clip: { title: clip.title, from: clip.footageFrom, to: clip.footageTo },
    person,
    bytes: made.bytes,
    sha256: made.sha256,
    footage: footageOf(row),
    isProtected: row.isProtected,
    mayDownload: share.mayDownload,
    videos: indexed.map(({ video }, index) => described(video, index)),
  };
}

function described({ kind, display }: IndexedVideo['video'], index: number) {
  return { index, kind, display };
}
