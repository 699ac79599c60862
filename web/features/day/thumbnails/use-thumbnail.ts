import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ShownThumbnail } from './thumbnail-store.ts';
import { useThumbnails } from './thumbnails-provider.tsx';

const COARSE = '#coarse';

/**
 * The thumbnail of a moment, or the coarse one that is here already. With `isWanted` it is fetched:
 * what passes under a moving pointer should not be, for what is fetched is logged.
 */
export function useThumbnail(
  key: string,
  micros: number | null,
  isWanted: boolean,
): Pick<ShownThumbnail, 'url' | 'isCoarse'> | null {
  const { index, store } = useThumbnails();
  const listen = useCallback(
    (listener: () => void) => store?.onChange.listen(listener) ?? (() => {}),
    [store],
  );
  // One string, since React compares by identity.
  const read = (): string | null => {
    const shown = micros === null ? null : (store?.at(key, micros) ?? null);
    return shown && `${shown.url}${shown.isCoarse ? COARSE : ''}`;
  };
  const shown = useSyncExternalStore(listen, read, () => null);
  const isExact = shown !== null && !shown.endsWith(COARSE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer index may know the thumbnail.
  useEffect(() => {
    if (micros !== null && isWanted && !isExact) store?.want(key, micros);
  }, [store, index, key, micros, isWanted, isExact]);
  if (shown === null) return null;
  return { url: isExact ? shown : shown.slice(0, -COARSE.length), isCoarse: !isExact };
}
