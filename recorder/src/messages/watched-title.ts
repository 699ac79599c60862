import type { RecorderView } from '../core/recorder-view.ts';
import type { ShellLocale } from '../ipc/bridge.ts';
import { fill, messagesOf } from './messages-of.ts';

/** Says who watches live. Null while nobody does; nobody is named before the portal has told who. */
export function watchedTitle(recorder: RecorderView | null, locale: ShellLocale): string | null {
  if (recorder?.status?.watchedNow !== true) return null;
  const { now, nowBy } = messagesOf(locale).watchers;
  const names = recorder.watchers?.watchingNow ?? [];
  if (names.length === 0) return now;
  return fill(nowBy, { names: new Intl.ListFormat(locale).format(names) });
}
