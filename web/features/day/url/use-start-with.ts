import { useEffect } from 'react';
import type { DayPlayer } from '../playback/day-player.ts';
import type { DayUrlState } from './day-url-state.ts';

/** What comes before the first render in the address: speed, and whether to play on at once. */
export function useStartWith(player: DayPlayer, { speed, isPlaying }: DayUrlState): void {
  useEffect(() => {
    if (speed !== null) player.setSpeed(speed);
    if (isPlaying) player.play();
  }, [player, speed, isPlaying]);
}
