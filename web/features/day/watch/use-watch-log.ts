import { DeviceId } from '@workcompanion/core/ids';
import { useEffect } from 'react';
import { type ReportView, VIEW_ROUTES } from '../../../contract/views.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { parseLaneKey } from '../lanes/lane-key.ts';
import type { DayPlayer } from '../playback/day-player.ts';
import type { WatchReport } from '../playback/watch-tracker.ts';

const REPORT_MS = 5_000;
/** The first report of what is played comes soon. */
const FIRST_REPORT_MS = 1_000;
const MOST_FAILURES = 4;
/** A view is a stretch; a single frame is given the smallest that the server takes. */
const SHORTEST_MICROS = 1_000;

function toReport({ key, from, to, live }: WatchReport): ReportView {
  const { device, display } = parseLaneKey(key);
  return {
    device: DeviceId.parse(device),
    display,
    from: Math.round(from),
    to: Math.round(Math.max(to, from + SHORTEST_MICROS)),
    live,
  };
}

/**
 * The server logs what it delivers. What of it was on screen is reported every few seconds and when the
 * page is left; what is followed live at once, and again and again. When it can't be logged, playback
 * stops.
 */
export function useWatchLog(player: DayPlayer): void {
  const { mutateAsync: report } = useRouteMutation(VIEW_ROUTES.reportView);
  const { mutateAsync: reportLeaving } = useRouteMutation(VIEW_ROUTES.reportView, {
    keepalive: true,
  });
  useEffect(() => {
    let failures = 0;
    const send = async (watched: WatchReport, isLeaving: boolean): Promise<void> => {
      try {
        await (isLeaving ? reportLeaving : report)(toReport(watched));
        failures = 0;
      } catch {
        failures += 1;
        player.watched.giveBack(watched);
        if (failures >= MOST_FAILURES) player.pause({ kind: 'unlogged' });
      }
    };
    const flush = (isLeaving = false): void => {
      const isInSight = !isLeaving && !document.hidden;
      for (const watched of player.watched.take({ isInSight })) void send(watched, isLeaving);
    };
    const unlisten = player.watched.onLive.listen(() => flush());
    const first = setTimeout(flush, FIRST_REPORT_MS);
    const timer = setInterval(flush, REPORT_MS);
    const leave = (): void => flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      unlisten();
      clearTimeout(first);
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [player, report, reportLeaving]);
}
