import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { usePictures } from './pictures-context.ts';

/** The address of the picture of a moment as soon as it is here, and asks for it until then. */
export function usePicture(lane: string, micros: number | null): string | null {
  const { index, store } = usePictures();
  const listen = useCallback(
    (listener: () => void) => store?.onChange.listen(listener) ?? (() => {}),
    [store],
  );
  const url = useSyncExternalStore(
    listen,
    () => (micros === null ? null : (store?.at(lane, micros)?.url ?? null)),
    () => null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer index may know the picture.
  useEffect(() => {
    if (micros !== null && url === null) store?.want(lane, micros);
  }, [store, index, lane, micros, url]);
  return url;
}
