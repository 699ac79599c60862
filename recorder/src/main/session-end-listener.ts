import { BaseWindow } from 'electron';

/** Kept, or they would be collected. */
const ears = new Set<BaseWindow>();

/**
 * Windows says only to windows that the session ends. This one has no page, so it costs no process,
 * and is never shown. Not for an installer that asks programs to close.
 */
export function listenForSignOut(onSignOut: () => void): void {
  const ear = new BaseWindow({ show: false, skipTaskbar: true });
  ears.add(ear);
  ear.on('session-end', ({ reasons }) => {
    if (!reasons.includes('close-app')) onSignOut();
  });
}
