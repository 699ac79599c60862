import { useMutation } from '@tanstack/react-query';
import { DeviceId } from '@workcompanion/core/ids';
import { useEffect } from 'react';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import type { ReportView } from '../../../contract/views.ts';
import { portalRequest } from '../../api/portal-request.ts';
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
  const { mutateAsync } = useReportView();
  useEffect(() => {
    let failures = 0;
    const send = async (report: WatchReport, keepalive: boolean): Promise<void> => {
      try {
        await mutateAsync({ report: toReport(report), keepalive });
        failures = 0;
      } catch {
        failures += 1;
        player.watched.giveBack(report);
        if (failures >= MOST_FAILURES) player.pause({ kind: 'unlogged' });
      }
    };
    const flush = (keepalive = false): void => {
      const isInSight = !keepalive && !document.hidden;
      for (const report of player.watched.take({ isInSight })) void send(report, keepalive);
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
  }, [player, mutateAsync]);
}

interface ViewToReport {
  readonly report: ReportView;
  /** Sent while the page is being left. */
  readonly keepalive: boolean;
}

/** Tells the server what was watched. */
export function useReportView() {
  return useMutation({
    mutationFn: ({ report, keepalive }: ViewToReport) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.views, answer: null, body: report, keepalive },
        'POST',
      ),
  });
}
