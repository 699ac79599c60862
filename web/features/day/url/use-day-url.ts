import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { DayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import type { DayPlayer } from '../playback/day-player.ts';
import { addDays } from '../time/local-date.ts';
import { type DayUrlState, focusToParam, formatDayUrl } from './day-url-state.ts';

/** Browsers allow some 100 changes of the address in 30 s. */
const WRITE_MS = 1_000;

/** Keeps the address at the moment, focus and zoom on screen; a copied link opens the same. */
export function useDayUrl({ day, player, zone, viewport, focus, selection }: DayScope): void {
  const { from, to } = viewport.view;
  const zoomMicros = viewport.isUsual ? null : to - from;
  const focusParam = focusToParam(day.lanes, focus);
  const { stretch } = selection;
  const pathname = usePathname();
  const written = useRef('');
  useEffect(() => {
    const write = (): void => {
      // The next day is on screen already, and this one not yet cleared away.
      if (window.location.pathname !== pathname) return;
      const current = new URLSearchParams(window.location.search);
      const { speed } = player.snapshot;
      const state = {
        micros: Math.round(player.micros),
        focus: focusParam,
        zoomMicros,
        speed: speed === 1 ? null : speed,
        isPlaying: false,
        stretch,
      };
      const query = formatDayUrl(current, state, zone);
      if (query === written.current) return;
      written.current = query;
      replaceQuery(query);
    };
    const timer = setInterval(write, WRITE_MS);
    return () => clearInterval(timer);
  }, [player, pathname, zone, focusParam, zoomMicros, stretch]);
}

/**
 * Calls the browser's own method. Next.js puts one in its place that counts as a navigation, and so ends the
 * one that is under way: whoever left for another page would be called back.
 */
function replaceQuery(query: string): void {
  const { history, location } = window;
  History.prototype.replaceState.call(history, history.state, '', `${location.pathname}?${query}`);
}

/** What comes before the first render in the address: speed, and whether to play on at once. */
export function useStartWith(player: DayPlayer, { speed, isPlaying }: DayUrlState): void {
  useEffect(() => {
    if (speed !== null) player.setSpeed(speed);
    if (isPlaying) player.play();
  }, [player, speed, isPlaying]);
}

/** Who plays over midnight goes on in the next day, at the same speed and with the same display. */
export function useNextDay({ day, player, focus }: DayScope): void {
  const router = useRouter();
  const { notice, speed } = useSnapshot(player);
  const isOver = notice?.kind === 'day-over' && day.now > day.to;
  useEffect(() => {
    if (!isOver) return;
    const query = new URLSearchParams({ t: '00:00:00.000', play: '1' });
    if (speed !== 1) query.set('speed', String(speed));
    const focusParam = focusToParam(day.lanes, focus);
    if (focusParam !== null) query.set('focus', focusParam);
    router.push(`/people/${day.person.id}/${addDays(day.date, 1)}?${query}`);
  }, [isOver, speed, focus, day, router]);
}
