import type { MenuItemConstructorOptions } from 'electron';
import { ownPause, pauseMinutes, pauseReasons } from '../ipc/pause-choices.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { fill, messagesOf } from '../messages/messages-of.ts';
import { watchedTitle } from '../messages/watched-title.ts';
import type { TrayActions } from './tray.ts';

const MINUTE_MICROS = 60_000_000;

/** Tells what the sign means, and how long a pause lasts yet. */
export function trayToolTip(view: ShellView): string {
  const words = messagesOf(view.locale);
  const title = titleOf(view);
  const pause = ownPause(view);
  if (pause === null) return title;
  return fill(words.tray.left, { title, count: Math.ceil(pause.leftMicros / MINUTE_MICROS) });
}

/** Pauses, resumes and opens the window, without the window. */
export function trayMenu(view: ShellView, actions: TrayActions): MenuItemConstructorOptions[] {
  const words = messagesOf(view.locale);
  return [
    { label: titleOf(view), enabled: false },
    { type: 'separator' },
    { label: words.tray.open, click: actions.open },
    ...pauseItems(view, actions),
  ];
}

/** Whoever watches sees nothing new while recording rests. */
function titleOf({ state, locale, recorder }: ShellView): string {
  const isRecording = state === 'recording' || state === 'recording-offline';
  const watched = isRecording ? watchedTitle(recorder, locale) : null;
  return watched ?? messagesOf(locale).states[state];
}

function pauseItems(view: ShellView, actions: TrayActions): MenuItemConstructorOptions[] {
  const words = messagesOf(view.locale);
  const pause = ownPause(view);
  if (pause !== null) {
    const resume = { label: words.pause.resume, click: actions.resume };
    if (pause.prolongBy === null) return [resume];
    const label = fill(words.pause.prolong, { count: pause.prolongBy });
    return [resume, { label, click: actions.prolong }];
  }
  const rules = view.recorder?.policy?.pause;
  const isRecording = view.state === 'recording' || view.state === 'recording-offline';
  if (!isRecording || rules?.allowed !== true) return [];
  const { offered, mayType } = pauseReasons(rules, words.pause.reasons);
  const reasons = offered.map((label): MenuItemConstructorOptions => {
    const lengths = pauseMinutes(rules).map((minutes) => ({
      label: fill(words.pause.minutesText, { count: minutes }),
      click: () => actions.pause(label, minutes),
    }));
    return { label, submenu: lengths };
  });
  const other = { label: words.tray.otherReason, click: actions.open };
  return [{ label: words.tray.pause, submenu: mayType ? [...reasons, other] : reasons }];
}
