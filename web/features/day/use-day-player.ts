import { useEffect, useState } from 'react';
import type { PersonDay } from '../../contract/people.ts';
import { DayPlayer } from './playback/day-player.ts';

/** One player for as long as the day is on screen, fed with newer facts of it. */
export function useDayPlayer(day: PersonDay, micros: number): DayPlayer {
  const [player] = useState(() => new DayPlayer(day, micros));
  useEffect(() => {
    let handle = requestAnimationFrame(function run() {
      player.beat();
      handle = requestAnimationFrame(run);
    });
    return () => cancelAnimationFrame(handle);
  }, [player]);
  useEffect(() => player.update(day), [player, day]);
  return player;
}
