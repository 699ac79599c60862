import type { Interval } from '@workcompanion/core/footage/interval';
import {
  type FramedThumbnail,
  parseThumbnails,
} from '@workcompanion/core/footage/thumbnail-frames';
import { THUMBNAIL_ROUTES } from '../../../contract/thumbnails.ts';
import { fetchRoute } from '../../api/call-route.ts';
import { parseLaneKey } from '../lanes/lane-key.ts';

export interface ThumbnailWish extends Interval {
  /** "DEVICE/DISPLAY" */
  readonly key: string;
  /** Strips are of whole hours, and coarse. */
  readonly kind: 'thumbnails' | 'strips';
}

const ROUTES = {
  thumbnails: THUMBNAIL_ROUTES.openThumbnails,
  strips: THUMBNAIL_ROUTES.openStrips,
} as const;

/** The thumbnails of a stretch of one lane. Being given them is logged as a view. */
export async function loadThumbnails(
  { key, kind, from, to }: ThumbnailWish,
  signal: AbortSignal,
): Promise<FramedThumbnail[]> {
  const { device, display } = parseLaneKey(key);
  const response = await fetchRoute(ROUTES[kind], { device, display, from, to }, { signal });
  return parseThumbnails(await response.arrayBuffer());
}
