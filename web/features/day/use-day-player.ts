import { useEffect, useState } from 'react';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { useRoute } from '../api/use-route.ts';
import { laneKey } from './lanes/lane-key.ts';
import { measureChange } from './pace/change.ts';
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

const LIVE_REFRESH_MS = 60_000;

/** Teaches the player how much changes where, which it skips and plans by. */
export function useDayActivity(day: PersonDay, player: DayPlayer, isAllowed: boolean): void {
  const { person, date } = day;
  const isRunning = day.now < day.to;
  const { data } = useRoute(
    PEOPLE_ROUTES.readDayActivity,
    { person: person.id, date },
    { enabled: isAllowed, refetchInterval: isRunning ? LIVE_REFRESH_MS : false },
  );
  useEffect(() => {
    if (data === undefined) return;
    player.pacer.learn(
      new Map(data.lanes.map((lane) => [laneKey(lane), measureChange(lane.samples)])),
    );
  }, [data, player]);
}
