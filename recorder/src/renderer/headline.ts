import { formatBytes } from '@workcompanion/core/format-bytes';
import type { RecorderStatus } from '../core/recorder-status.ts';
import type { ShellState, ShellView } from '../ipc/shell-view.ts';
import { type ConnectionCause, connectionCause } from '../messages/connection-words.ts';
import { fill } from '../messages/messages-of.ts';
import { formatTime } from './format.ts';
import type { RecorderWords } from './words.ts';

export interface Headline {
  readonly title: string;
  readonly text: string;
  /** Why the portal is not reached, or does not take this computer; null when it is not that. */
  readonly cause: ConnectionCause | null;
}

/** Tells in a sentence or two what the recorder does, and why. */
export function headline(view: ShellView, { t, locale }: RecorderWords): Headline {
  return {
    title: t.states[view.state],
    text: explain(view, { t, locale }),
    cause: explainConnection(view, { t, locale }),
  };
}

function explain(view: ShellView, words: RecorderWords): string {
  const { t } = words;
  const plain: Partial<Record<ShellState, string>> = {
    starting: t.reasons.starting,
    connecting: t.reasons.connecting,
    'needs-notice': t.reasons.needsNotice,
    stopped: t.reasons.stopped,
  };
  return plain[view.state] ?? explainTimes(view, words) ?? explainTrouble(view, words);
}

/** On the disk, the key and the screen the headline has words of its own. */
function explainConnection({ state, recorder, configured }: ShellView, { t }: RecorderWords) {
  if (!configured) return connectionCause(t.connection, { code: 'no-address', server: '' });
  if (recorder === null || recorder.problem === 'device-key-locked') return null;
  const isRefused = state === 'attention' && recorder.phase === 'refused';
  const isOfPortal = isRefused || state === 'connecting' || state === 'recording-offline';
  const code = recorder.problem ?? recorder.status?.uploadProblem ?? null;
  if (!isOfPortal || code === null) return null;
  return connectionCause(t.connection, { code, server: recorder.server });
}

function explainTimes(view: ShellView, words: RecorderWords): string | null {
  const { t, locale } = words;
  const { recorder, now } = view;
  const status = recorder?.status ?? null;
  if (recorder === null || status === null) return null;
  const time = (at: number) => formatTime(at, now, locale);
  const since = time(status.since);
  switch (view.state) {
    case 'recording':
      return fill(t.reasons.recording, { since, why: why(view, words) });
    case 'recording-offline':
      return fill(t.reasons.recordingOffline, { since });
    case 'paused':
      if (status.pausedUntil === null) return t.reasons.away;
      return fill(t.reasons.paused, { since, until: time(status.pausedUntil) });
    case 'resting': {
      const { cause, program } = status.withheld[0] ?? {};
      if (cause === 'secure-desktop') return t.reasons.withheldSystem;
      return program == null ? t.reasons.withheld : fill(t.reasons.withheldProgram, { program });
    }
    case 'off-schedule': {
      const next = recorder.nextScheduleChange;
      if (next === null) return t.reasons.offSchedule;
      return fill(t.reasons.offScheduleUntil, { at: time(next) });
    }
    default:
      return null;
  }
}

function why({ recorder, now }: ShellView, { t, locale }: RecorderWords): string {
  if (recorder === null || recorder.policy === null) return '';
  if (recorder.policy.schedule === null) return t.why.always;
  const until = recorder.nextScheduleChange;
  if (until === null) return t.why.scheduleEndless;
  return fill(t.why.schedule, { until: formatTime(until, now, locale) });
}

function explainTrouble({ recorder, configured }: ShellView, words: RecorderWords): string {
  const { t } = words;
  if (!configured) return t.reasons.refused;
  if (recorder === null) return t.reasons.noAnswer;
  if (recorder.problem === 'device-key-locked') return t.reasons.keyLocked;
  if (recorder.phase === 'refused') return t.reasons.refused;
  const isFull = recorder.problem === 'storage-full' || recorder.status?.state === 'disk-full';
  return isFull ? explainDisk(recorder.status, words) : t.reasons.captureFailed;
}

/** Names the amounts, and whether it is the disk's limit or the policy's. */
function explainDisk(status: RecorderStatus | null, { t, locale }: RecorderWords): string {
  const disk = status?.disk ?? null;
  if (disk === null || disk.limit === null) return t.reasons.diskFull;
  const amounts = {
    free: formatBytes(disk.freeBytes, locale),
    least: formatBytes(disk.minimumFreeBytes, locale),
    stored: formatBytes(disk.storedBytes, locale),
    quota: formatBytes(disk.quotaBytes, locale),
  };
  return fill(disk.limit === 'quota' ? t.reasons.quotaFull : t.reasons.diskFullHere, amounts);
}
