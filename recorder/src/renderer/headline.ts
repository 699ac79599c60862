import type { ShellState, ShellView } from '../ipc/shell-view.ts';
import { fill } from '../messages/messages-of.ts';
import { formatTime } from './format.ts';
import type { RecorderWords } from './words.ts';

export interface Headline {
  readonly title: string;
  readonly text: string;
}

/** Tells in a sentence or two what the recorder does, and why. */
export function headline(view: ShellView, { t, locale }: RecorderWords): Headline {
  return { title: t.states[view.state], text: explain(view, { t, locale }) };
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

function explainTrouble({ recorder, configured }: ShellView, { t }: RecorderWords): string {
  if (!configured) return t.reasons.noServer;
  if (recorder === null) return t.reasons.noAnswer;
  if (recorder.problem === 'device-key-locked') return t.reasons.keyLocked;
  if (recorder.phase === 'refused') {
    const code = recorder.problem ?? 'internal';
    const problems: Readonly<Record<string, string>> = t.problems;
    const problem = problems[code] ?? fill(t.problems.other, { code });
    return fill(t.reasons.refused, { problem });
  }
  const isFull = recorder.problem === 'storage-full' || recorder.status?.state === 'disk-full';
  return isFull ? t.reasons.diskFull : t.reasons.captureFailed;
}
