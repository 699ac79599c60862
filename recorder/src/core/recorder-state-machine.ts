import type { RecorderState } from '@workcompanion/core/protocol/messages';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import { type AbsenceReason, restReason, type StopReason } from './absence-reason.ts';
import type { CaptureControl } from './capture/capture-control.ts';
import { Mutex } from './mutex.ts';
import type { Pause } from './policy/pause-policy.ts';
import type { PolicyEnforcer } from './policy/policy-enforcer.ts';
import type { RecorderParts } from './recorder-parts.ts';

export interface RecorderStateMachineOptions {
  readonly parts: RecorderParts;
  readonly capture: CaptureControl;
  readonly enforcer: PolicyEnforcer;
  /** The state is another now. */
  readonly onChanged: () => void;
}

/**
 * What the recorder should be doing, and the change over to it:
 *
 *   awaiting-notice   no recording before the person acknowledged the notice in force
 *   paused            the person's own pause, until its end; or the screen is locked, the machine
 *                     goes to sleep, no window shows the recording
 *   outside-schedule  by the policy's week
 *   disk-full         quota or free space is used up; nothing is deleted to go on
 *   recording         every display; shown as capture-failed while none gives a frame
 *   stopping          an orderly end: footage closed, the gap `stopped` opened, the queue flushed
 *
 * The first that applies, in the order stopping, awaiting-notice, paused, outside-schedule,
 * disk-full, recording. Any may follow any; between two that don't record, the gap changes its
 * cause.
 */
export class RecorderStateMachine {
  readonly #options: RecorderStateMachineOptions;
  readonly #mutex = new Mutex();
  #state: DesiredState | null = null;
  #since: number;
  #stopping: StopReason | null = null;
  #away: AbsenceReason | null = null;
  #pause: Pause | null = null;

  constructor(options: RecorderStateMachineOptions) {
    this.#options = options;
    this.#since = options.parts.clock.utc();
  }

  /** Null before the first one. */
  get state(): DesiredState | null {
    return this.#state;
  }

  /** Since when it is that, UTC µs. */
  get since(): number {
    return this.#since;
  }

  /** UTC µs; null when nobody paused. */
  get pausedUntil(): number | null {
    return this.#pause?.until ?? null;
  }

  /** From then on it is followed. */
  begin(pause: Pause | null): Promise<void> {
    this.#pause = pause;
    return this.follow();
  }

  /** A pause that can't be written down does not hold; an end of one does. */
  setPause(pause: Pause | null): Promise<void> {
    return this.#mutex.run(async () => {
      const before = this.#pause;
      this.#pause = pause;
      try {
        await this.#changeOver(pause !== null && this.#state === 'paused');
      } catch (error) {
        if (pause !== null) this.#pause = before;
        throw error;
      }
    });
  }

  /** Rests while there is a reason; null when there is none any more. */
  async setAway(away: AbsenceReason | null): Promise<void> {
    if (away === this.#away) return;
    this.#away = away;
    await this.follow({ anew: this.#state === 'paused' });
  }

  end(why: StopReason): Promise<void> {
    this.#stopping = why;
    return this.follow();
  }

  /** Changes over when something else applies. `anew`: the reason for the same may be another. */
  follow({ anew = false } = {}): Promise<void> {
    return this.#mutex.run(() => this.#changeOver(anew));
  }

  async #changeOver(anew: boolean): Promise<void> {
    const { parts, capture, enforcer, onChanged } = this.#options;
    const wanted = this.#wanted();
    if (wanted === this.#state && !anew) return;
    if (wanted !== 'paused') this.#pause = null;
    const { settings } = enforcer;
    if (wanted !== 'recording') await this.#rest(wanted);
    else if (settings !== null) await capture.record(settings);
    this.#state = wanted;
    this.#since = parts.clock.utc();
    parts.options.log.info({ state: wanted }, 'the state changed');
    onChanged();
  }

  /** Before the first recording ever there is nothing to be missed, and no gap. */
  async #rest(wanted: Exclude<DesiredState, 'recording'>): Promise<void> {
    const { parts, capture } = this.#options;
    const nothingToMiss = parts.coverage.ofAll === null && !parts.journal.hasRecorded();
    if (nothingToMiss && !capture.recording) return;
    const facts = { pause: this.#pause, away: this.#away, stop: this.#stopping ?? 'stopped' };
    await capture.rest(restReason(wanted, facts));
  }

  #wanted(): DesiredState {
    const { parts, enforcer } = this.#options;
    const now = parts.clock.utc();
    const policy = parts.policy.current;
    return desiredState({
      stopping: this.#stopping !== null,
      away: this.#away !== null,
      noticeAcknowledged: parts.notices.current?.acknowledged ?? false,
      pausedUntil: this.pausedUntil,
      now,
      scheduled: policy === null || isScheduled(policy.schedule, now / 1000),
      diskFull: enforcer.diskFull,
    });
  }
}

interface RecorderConditions {
  readonly stopping: boolean;
  readonly away: boolean;
  readonly noticeAcknowledged: boolean;
  /** UTC µs; null when not paused. */
  readonly pausedUntil: number | null;
  readonly now: number;
  readonly scheduled: boolean;
  readonly diskFull: boolean;
}

export type DesiredState = Exclude<RecorderState, 'capture-failed'>;

/** What the recorder should be doing; the first reason not to record wins. */
function desiredState(conditions: RecorderConditions): DesiredState {
  const { stopping, noticeAcknowledged, pausedUntil, now, scheduled, diskFull, away } = conditions;
  if (stopping) return 'stopping';
  if (!noticeAcknowledged) return 'awaiting-notice';
  if (away) return 'paused';
  if (pausedUntil !== null && now < pausedUntil) return 'paused';
  if (!scheduled) return 'outside-schedule';
  if (diskFull) return 'disk-full';
  return 'recording';
}
