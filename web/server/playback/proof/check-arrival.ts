import { AppError } from '@workcompanion/core/errors';
import type { ArrivalCheck } from '@workcompanion/core/storage/cold-cache/hydration';
import type { segments } from '@workcompanion/db/schema/segments';
import type { UserContext } from '../../auth/user-context.ts';
import type { DigestAnswer } from './digest-thread.ts';

type Segment = typeof segments.$inferSelect;

/** So many pieces, some 64 KiB each, wait for the thread that hashes. */
const MOST_WAITING = 16;

/** Holds a segment that is fetched against the SHA-256 of its statement, while it comes. */
export function checkArrival(ctx: UserContext, segment: Segment): ArrivalCheck {
  const digest = ctx.digests.begin(ctx.proofs.tagKeyOf(segment.sha256));
  const waiting: Promise<DigestAnswer>[] = [];
  let left = segment.bytes;
  let last: Promise<DigestAnswer> = Promise.resolve(null);
  return {
    async update(chunk) {
      left -= chunk.length;
      last = left === 0 ? digest.digest(chunk) : digest.update(chunk);
      last.catch(() => undefined);
      waiting.push(last);
      if (waiting.length > MOST_WAITING) await waiting.shift();
    },
    async finish() {
      await Promise.all(waiting);
      const proof = await last;
      if (left !== 0 || proof?.sha256 !== segment.sha256) throw isAnother(segment);
      ctx.proofs.prove(segment.sha256, { tags: proof.tags, isForRanges: false });
    },
    end: () => digest.end(),
  };
}

export function isAnother({ id }: Segment): AppError {
  return new AppError('digest-mismatch', `The bytes of segment ${id} are not those of its device.`);
}
