import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { verifyRelease } from '@workcompanion/core/releases/release-signature';
import { parseRelease, type ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { isUpdateOver, type ReleaseOffer } from '@workcompanion/core/releases/update-report';
import type { UpdatePlace } from './update-place.ts';
import type { UpdateRecord } from './update-record.ts';

interface Standing {
  readonly place: UpdatePlace;
  /** The version that runs. */
  readonly version: string;
  readonly last: UpdateRecord | null;
}

export type OfferJudgement =
  | { readonly verdict: 'take' | 'not-ours'; readonly facts: ReleaseFacts }
  /** Nothing is to be done with the offer, for instance since it is not newer. */
  | { readonly verdict: 'leave' };

const LEAVE: OfferJudgement = { verdict: 'leave' };

/** Decides what to do with a release that the portal offers. `not-ours`: no known key has signed it. */
export function judgeOffer(
  { statement, attempt }: ReleaseOffer,
  { place, version, last }: Standing,
): OfferJudgement {
  const facts = attempted(() => parseRelease(statement).facts);
  if (facts === null || !isOlderVersion(version, facts.version)) return LEAVE;
  const isDone =
    last?.version === facts.version && last.attempt === attempt && isUpdateOver(last.state);
  if (last?.state === 'handed-over' || isDone) return LEAVE;
  const isOurs = attempted(() => verifyRelease(statement, [place.key])) !== null;
  return { verdict: isOurs ? 'take' : 'not-ours', facts };
}

function attempted<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
