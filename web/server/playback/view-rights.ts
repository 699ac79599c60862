import type { DeviceId, PurposeId } from '@workcompanion/core/ids';
import { isWithinReach, type Reach, type Stretch } from '../auth/reach/reach.ts';
import { beyondReach, reachOfDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { requirePurpose } from '../watching/require-purpose.ts';

/** µs. Together with the session, which is remembered too, at most five seconds. */
const KEPT = 2_000_000;
const MOST = 5_000;

export interface ViewRight {
  readonly reach: Reach;
  readonly purposeId: PurposeId | null;
}

/**
 * What sessions could watch a moment ago, and for what purpose: a player asks for many segments at
 * once. What is changed by another process counts when that moment is over; by a request to this one,
 * at once.
 */
export class ViewRights {
  readonly #found = new Map<string, { readonly right: ViewRight; readonly at: number }>();
  #changes = 0;

  /** The remembered one, or what `read` says; that is not kept if something was changed meanwhile. */
  async find(view: string, now: number, read: () => Promise<ViewRight>): Promise<ViewRight> {
    const found = this.#found.get(view);
    if (found && now >= found.at && now < found.at + KEPT) return found.right;
    const changes = this.#changes;
    const right = await read();
    if (this.#found.size >= MOST) this.#found.clear();
    if (changes === this.#changes) this.#found.set(view, { right, at: now });
    return right;
  }

  /** Rights, purposes or settings may be others now. */
  forget(): void {
    this.#changes += 1;
    this.#found.clear();
  }
}

/**
 * What the user watches a stretch of a device's footage for; null where nobody asks. Throws
 * `forbidden`, `purpose-required`, `not-found`.
 */
export async function requireViewRight(
  ctx: UserContext,
  footage: Stretch & { readonly device: DeviceId },
): Promise<PurposeId | null> {
  const { device } = footage;
  const view = `${ctx.session.id} ${device}`;
  const assertWithin = (reach: Reach) => {
    if (!isWithinReach(reach, footage)) throw beyondReach('watch');
  };
  const { reach, purposeId } = await ctx.viewRights.find(view, ctx.now(), async () => {
    const held = await reachOfDevice(ctx, 'watch', device);
    assertWithin(held);
    return { reach: held, purposeId: await requirePurpose(ctx, device) };
  });
  assertWithin(reach);
  return purposeId;
}
