import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { DayActivity } from '../../contract/activity.ts';
import type { PersonDay } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { laneKey } from './lanes/lane-key.ts';
import { measureChange } from './pace/change.ts';
import type { DayPlayer } from './playback/day-player.ts';

const LIVE_REFRESH_MS = 60_000;

/** Teaches the player how much changes where, which it skips and plans by. */
export function useDayActivity(day: PersonDay, player: DayPlayer, isAllowed: boolean): void {
  const { person, date } = day;
  const isRunning = day.now < day.to;
  const { data } = useQuery({
    queryKey: ['day-activity', person.id, date],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.dayActivity(person.id, date),
        answer: DayActivity,
        signal,
      }),
    enabled: isAllowed,
    refetchInterval: isRunning ? LIVE_REFRESH_MS : false,
  });
  useEffect(() => {
    if (data === undefined) return;
    player.pacer.learn(
      new Map(data.lanes.map((lane) => [laneKey(lane), measureChange(lane.samples)])),
    );
  }, [data, player]);
}
