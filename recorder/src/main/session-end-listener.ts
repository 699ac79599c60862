import { BaseWindow } from 'electron';

/** Kept in a set, or the window would be garbage-collected. */
const windows = new Set<BaseWindow>();

/**
 * Calls `onSignOut` when the Windows session ends, which Windows tells only to windows. This one has no
 * page, so that it costs no process, and is never shown. An installer that asks programs to close does
 * not count.
 */
export function startSessionEndListener(onSignOut: () => void): void {
  const window = new BaseWindow({ show: false, skipTaskbar: true });
  windows.add(window);
  window.on('session-end', ({ reasons }) => {
    if (!reasons.includes('close-app')) onSignOut();
  });
}
