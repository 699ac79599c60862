import { AppError } from '@workcompanion/core/errors';
import {
  type FramedThumbnail,
  parseThumbnails,
} from '@workcompanion/core/footage/thumbnail-frames';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { errorOf } from '../../api/portal-request.ts';
import { unattendedHeader } from '../../api/unattended-header.ts';
import { parseLaneKey } from '../lanes/lane-key.ts';
import type { Interval } from '../time/interval.ts';

export interface ThumbnailWish extends Interval {
  /** "DEVICE/DISPLAY" */
  readonly key: string;
  /** Strips are of whole hours, and coarse. */
  readonly kind: 'thumbnails' | 'strips';
}

/** The thumbnails of a stretch of one lane. Being given them is logged as a view. */
export async function loadThumbnails(
  { key, kind, from, to }: ThumbnailWish,
  signal: AbortSignal,
): Promise<FramedThumbnail[]> {
  const { device, display } = parseLaneKey(key);
  const path = PORTAL_ROUTES[kind](device, display, from, to);
  const headers = unattendedHeader();
  const response = await fetch(path, { credentials: 'same-origin', headers, signal }).catch(
    (cause) => {
      throw new AppError('unavailable', 'The server can not be reached.', { cause });
    },
  );
  if (!response.ok) throw await errorOf(response);
  return parseThumbnails(await response.arrayBuffer());
}
