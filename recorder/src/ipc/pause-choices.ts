import type { Policy } from '@workcompanion/core/protocol/policy';
import type { ShellView } from './shell-view.ts';

const MINUTE_MICROS = 60_000_000;
const USUAL_REASONS = ['call', 'personal', 'break'] as const;
const USUAL_MINUTES = [5, 15, 30, 60, 120] as const;
const PROLONG_MINUTES = 15;

export interface PauseReasons {
  readonly offered: readonly string[];
  /** Whether any other reason may be typed. */
  readonly mayType: boolean;
}

/** What window and tray offer: the reasons that the policy names, and those alone; else the usual ones. */
export function pauseReasons(
  { reasons }: Policy['pause'],
  words: Readonly<Record<(typeof USUAL_REASONS)[number], string>>,
): PauseReasons {
  if (reasons !== undefined) return { offered: reasons, mayType: false };
  return { offered: USUAL_REASONS.map((usual) => words[usual]), mayType: true };
}

/** The usual lengths that the policy allows, and its longest one. */
export function pauseMinutes({ maximumMinutes }: Policy['pause']): number[] {
  const usual = USUAL_MINUTES.filter((value) => value < maximumMinutes);
  return [...usual.slice(0, 4), maximumMinutes];
}

export interface OwnPause {
  /** UTC µs */
  readonly until: number;
  readonly leftMicros: number;
  /** By how many minutes it may be prolonged; null when the policy leaves less than one. */
  readonly prolongBy: number | null;
}

/** The pause of the person's own that is in force. A rest that ends by itself is none. */
export function ownPause({ state, recorder, now }: ShellView): OwnPause | null {
  const until = recorder?.status?.pausedUntil ?? null;
  if (state !== 'paused' || until === null || until <= now) return null;
  const leftMicros = until - now;
  const rules = recorder?.policy?.pause;
  const room = rules?.allowed === true ? rules.maximumMinutes - leftMicros / MINUTE_MICROS : 0;
  const prolongBy = Math.floor(Math.min(PROLONG_MINUTES, room));
  return { until, leftMicros, prolongBy: prolongBy < 1 ? null : prolongBy };
}

/** The pause that takes the place of the one in force, for the same reason. Null where none may. */
export function prolongedPause(view: ShellView): { reason: string; minutes: number } | null {
  const pause = ownPause(view);
  const reason = view.recorder?.status?.pauseReason ?? null;
  if (pause === null || pause.prolongBy === null || reason === null) return null;
  return { reason, minutes: pause.leftMicros / MINUTE_MICROS + pause.prolongBy };
}
