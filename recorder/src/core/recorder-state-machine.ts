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
  /** Called when the state has changed. */
  readonly onChanged: () => void;
}

/**
 * Decides what the recorder should be doing, and changes over to it:
 *
 *   awaiting-notice   no recording before the person acknowledged the notice in force
 *   paused            the person's own pause, until its end; or the screen is locked, the machine
 *                     goes to sleep, no window shows the recording
 *   outside-schedule  the policy's weekly schedule does not record now
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
  #absence: AbsenceReason | null = null;
  #pause: Pause | null = null;

  constructor(options: RecorderStateMachineOptions) {
    this.#options = options;
    this.#since = options.parts.clock.utc();
  }

  /** Null before the first change of state. */
  get state(): DesiredState | null {
    return this.#state;
  }

  /** When the state began, UTC µs. */
  get since(): number {
    return this.#since;
  }

  /** Null when nobody paused. */
  get pause(): Pause | null {
    return this.#pause;
  }

  /** Enters the first state; `pause` is one that a restart interrupted. */
  begin(pause: Pause | null): Promise<void> {
    this.#pause = pause;
    return this.follow();
  }

  /** A pause takes effect only when it could be written down; the end of a pause always does. */
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

  /** Recording rests while there is a reason; null when there is none any more. */
  async setAbsence(absence: AbsenceReason | null): Promise<void> {
    if (absence === this.#absence) return;
    this.#absence = absence;
    await this.follow({ anew: this.#state === 'paused' });
  }

  end(why: StopReason): Promise<void> {
    this.#stopping = why;
    return this.follow();
  }

  /** Changes the state when another one applies. `anew`: the state may be the same for another reason. */
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

  /** Before the very first recording nothing can be missing, so no gap is opened. */
  async #rest(wanted: Exclude<DesiredState, 'recording'>): Promise<void> {
    const { parts, capture } = this.#options;
    const nothingToMiss = parts.coverage.ofAll === null && !parts.journal.hasRecorded();
    if (nothingToMiss && !capture.recording) return;
    const facts = { pause: this.#pause, absence: this.#absence, stop: this.#stopping ?? 'stopped' };
    await capture.rest(restReason(wanted, facts));
  }

  #wanted(): DesiredState {
    const { parts } = this.#options;
    const now = parts.clock.utc();
    const policy = parts.policy.current;
    return desiredState({
      stopping: this.#stopping !== null,
      absent: this.#absence !== null,
      noticeAcknowledged: parts.notices.current?.acknowledged ?? false,
      pausedUntil: this.#pause?.until ?? null,
      now,
      scheduled: policy === null || isScheduled(policy.schedule, now / 1000),
      diskFull: parts.disk.full,
    });
  }
}

interface RecorderConditions {
  readonly stopping: boolean;
  readonly absent: boolean;
  readonly noticeAcknowledged: boolean;
  /** UTC µs; null when not paused. */
  readonly pausedUntil: number | null;
  readonly now: number;
  readonly scheduled: boolean;
  readonly diskFull: boolean;
}

export type DesiredState = Exclude<RecorderState, 'capture-failed'>;

/** Decides what the recorder should be doing; the first reason not to record wins. */
function desiredState(conditions: RecorderConditions): DesiredState {
  const { stopping, noticeAcknowledged, pausedUntil, now, scheduled, diskFull, absent } =
    conditions;
  if (stopping) return 'stopping';
  if (!noticeAcknowledged) return 'awaiting-notice';
  if (absent) return 'paused';
  if (pausedUntil !== null && now < pausedUntil) return 'paused';
  if (!scheduled) return 'outside-schedule';
  if (diskFull) return 'disk-full';
  return 'recording';
}
