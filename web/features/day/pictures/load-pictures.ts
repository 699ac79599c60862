import { AppError } from '@workcompanion/core/errors';
import { type FramedPicture, parsePictures } from '@workcompanion/core/footage/picture-frames';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { errorOf } from '../../api/portal-request.ts';
import { unattendedHeader } from '../../api/unattended-header.ts';
import type { Interval } from '../time/interval.ts';

export interface PictureWish extends Interval {
  /** "DEVICE/DISPLAY" */
  readonly lane: string;
  /** Strips are of whole hours, and coarse. */
  readonly kind: 'pictures' | 'strips';
}

/** The pictures of a stretch of one lane. Being given them is logged as a view. */
export async function loadPictures(
  { lane, kind, from, to }: PictureWish,
  signal: AbortSignal,
): Promise<FramedPicture[]> {
  const cut = lane.indexOf('/');
  const path = PORTAL_ROUTES[kind](lane.slice(0, cut), lane.slice(cut + 1), from, to);
  const headers = unattendedHeader();
  const response = await fetch(path, { credentials: 'same-origin', headers, signal }).catch(
    (cause) => {
      throw new AppError('unavailable', 'The server can not be reached.', { cause });
    },
  );
  if (!response.ok) throw await errorOf(response);
  return parsePictures(await response.arrayBuffer());
}
