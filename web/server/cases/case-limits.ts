import { AppError } from '@workcompanion/core/errors';

/** What one case takes: each of these is read whole with it. */
const MOST = { clips: 200, members: 50, bookmarks: 500 } as const;

/** Throws `case-full`. */
export function assertRoom(kind: keyof typeof MOST, taken: number): void {
  if (taken < MOST[kind]) return;
  throw new AppError('case-full', `A case holds at most ${MOST[kind]} ${kind}.`);
}
