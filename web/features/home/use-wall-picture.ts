import { useQuery } from '@tanstack/react-query';
import { parseThumbnails } from '@workcompanion/core/footage/thumbnail-frames';
import { useEffect, useState } from 'react';
import type { PersonNow } from '../../contract/home.ts';
import { THUMBNAIL_ROUTES } from '../../contract/thumbnails.ts';
import { fetchRoute } from '../api/call-route.ts';

export type WallPicture = NonNullable<PersonNow['picture']>;

/** The picture, once it is here; null where there was none to be had. Being given it is logged. */
export function useWallPicture(picture: WallPicture) {
  const { data, isError } = useQuery({
    queryKey: ['wall-picture', picture],
    queryFn: async ({ signal }) => {
      const { device, display, from, to } = picture;
      // Its middle alone: the pictures beside it touch its ends.
      const middle = Math.round((from + to) / 2);
      const wish = { device, display, from: middle, to: middle + 1 };
      const response = await fetchRoute(THUMBNAIL_ROUTES.openThumbnails, wish, { signal });
      const found = parseThumbnails(await response.arrayBuffer()).at(-1);
      return found === undefined ? null : new Blob([found.image], { type: 'image/webp' });
    },
    // What was shown is not fetched, and so not logged, a second time.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { url: useObjectUrl(data ?? null), isMissing: isError || data === null };
}

function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
