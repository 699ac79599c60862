import { useEffect, useRef } from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { type AwaitFootage, PLAYBACK_ROUTES } from '../../../contract/playback.ts';
import { callRoute } from '../../api/call-route.ts';
import type { DayPlayer } from '../playback/day-player.ts';

const AFTER_FAILURE_MS = 2_000;
const MICROS_PER_MS = 1_000;

/**
 * While somebody follows live, the portal is asked with a long poll whether there is newer footage, and
 * the player brings it. Returns how far the portal's clock is ahead of this one, µs; null before an answer.
 */
export function useLiveNews(
  player: DayPlayer,
  { person }: Pick<PersonDay, 'person'>,
  isLive: boolean,
): { readonly current: number | null } {
  const clockAhead = useRef<number | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const left = new AbortController();
    const { signal } = left;
    const wait = (ms: number) => new Promise((wake) => setTimeout(wake, ms));
    const ask = async (): Promise<void> => {
      // The first question is answered at once, and tells the portal's clock.
      let known: number | null = null;
      while (!signal.aborted) {
        try {
          const request: AwaitFootage = { person: person.id, after: known ?? undefined };
          const { newest, now } = await callRoute(PLAYBACK_ROUTES.awaitFootage, request, {
            signal,
          });
          clockAhead.current = now - Date.now() * MICROS_PER_MS;
          if (newest !== null && newest !== known) player.live.takeNews();
          known = newest;
        } catch {
          // What the viewer must know of it, the player's own requests tell.
          if (!signal.aborted) await wait(AFTER_FAILURE_MS);
        }
      }
    };
    void ask();
    return () => left.abort();
  }, [player, person.id, isLive]);
  return clockAhead;
}
