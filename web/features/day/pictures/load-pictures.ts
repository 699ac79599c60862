import { AppError } from '@workcompanion/core/errors';
import { type Picture, parsePictures } from '../../../contract/pictures.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { errorOf } from '../../api/portal-request.ts';
import type { Interval } from '../timeline/interval.ts';

/** The pictures of a stretch of one lane ("DEVICE/DISPLAY"). Being given them is logged as a view. */
export async function loadPictures(
  lane: string,
  { from, to }: Interval,
  signal: AbortSignal,
): Promise<Picture[]> {
  const cut = lane.indexOf('/');
  const path = PORTAL_ROUTES.pictures(lane.slice(0, cut), lane.slice(cut + 1), from, to);
  const response = await fetch(path, { credentials: 'same-origin', signal }).catch((cause) => {
    throw new AppError('unavailable', 'The server can not be reached.', { cause });
  });
  if (!response.ok) throw await errorOf(response);
  return parsePictures(await response.arrayBuffer());
}
