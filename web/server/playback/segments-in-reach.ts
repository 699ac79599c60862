import type { DeviceId } from '@workcompanion/core/ids';
import { readSegmentsOfWindow } from '@workcompanion/db/queries/read-segments-of-window';
import type { segments } from '@workcompanion/db/schema/segments';
import { clipToReach, isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { requirePurpose } from '../watching/require-purpose.ts';

export interface FootageWindow {
  readonly device: DeviceId;
  /** Null: all of the device. */
  readonly display: string | null;
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
}

type Segment = typeof segments.$inferSelect;

/** Throws `forbidden`, `purpose-required`, `not-found`, when nothing of the window may be watched. */
export async function watchable(
  ctx: UserContext,
  window: FootageWindow,
): Promise<(stretch: { readonly from: number; readonly to: number }) => boolean> {
  const { reach, held } = await reachDevice(ctx, 'watch', window.device);
  if (clipToReach(held, window).length === 0) throw beyondReach('watch');
  await requirePurpose(ctx, window.device);
  return (stretch) => isWithinReach(reach, stretch);
}

/** The segments of a window that the user may watch, by start. Throws as `watchable`. */
export async function segmentsInReach(
  ctx: UserContext,
  window: FootageWindow,
  limit: number,
): Promise<readonly Segment[]> {
  const mayWatch = await watchable(ctx, window);
  const { device: deviceId, display, from, to } = window;
  const rows = await readSegmentsOfWindow(ctx.db, { deviceId, display, from, to, limit });
  return rows.filter(({ startsAt, duration }) =>
    mayWatch({ from: startsAt, to: startsAt + duration }),
  );
}
