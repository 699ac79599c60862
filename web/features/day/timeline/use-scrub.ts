import { useEffect, useMemo } from 'react';
import type { DayPlayer } from '../playback/day-player.ts';

/** The picture follows when the hand rests: each picture shown is a view, and is logged as one. */
const REST_MS = 110;

/** Moving the playhead by hand. */
export function useScrub(player: DayPlayer) {
  const scrub = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => clearTimeout(timer);
    return {
      cancel,
      move: (micros: number): void => {
        cancel();
        player.preview(micros);
        timer = setTimeout(() => player.seek(micros), REST_MS);
      },
      finish: (micros: number): void => {
        cancel();
        player.preview(null);
        player.seek(micros);
      },
    };
  }, [player]);
  useEffect(() => scrub.cancel, [scrub]);
  return scrub;
}
