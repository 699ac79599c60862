import { EventEmitter } from 'node:events';
import type { RecorderState } from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { AbsenceReason, StopReason } from './absence-reason.ts';
import { type CaptureControl, createCaptureControl } from './capture/capture-control.ts';
import type { ClockStep } from './capture/clock-watch.ts';
import { isDiskFullError } from './files/system-error.ts';
import { heartbeatMessage } from './heartbeat.ts';
import { PeriodicTasks } from './periodic-tasks.ts';
import type { CurrentNotice, NoticeLocale } from './policy/notice.ts';
import { type PauseRequest, pauseEnd, pauseInForce } from './policy/pause-policy.ts';
import { type MachineFacts, PolicyEnforcer } from './policy/policy-enforcer.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { RecorderStateMachine } from './recorder-state-machine.ts';
import { type RecorderStatus, recorderStatus } from './recorder-status.ts';
import { ServerSync } from './server-sync.ts';

const FLUSH_MS = 5_000;
/** Nothing is recorded, as it should be. */
const REST: ReadonlySet<RecorderState> = new Set(['awaiting-notice', 'paused', 'outside-schedule']);

/**
 * The recorder: each second it follows its course (course.ts) by the rules in force. Emits `changed`
 * when there is something new to show.
 */
export class Recorder extends EventEmitter<{ changed: [] }> {
  readonly #parts: RecorderParts;
  readonly #capture: CaptureControl;
  readonly #server: ServerSync;
  readonly #enforcer: PolicyEnforcer;
  readonly #machine: RecorderStateMachine;
  readonly #tasks: PeriodicTasks;
  /** The window's word. */
  #away: AbsenceReason | null = null;
  #stopped: Promise<void> | null = null;

  constructor(parts: RecorderParts) {
    super();
    this.#parts = parts;
    const capture = createCaptureControl(parts, () => this.#watchClock()?.cause ?? null);
    this.#capture = capture;
    this.#server = new ServerSync(parts, {
      message: () => heartbeatMessage(parts, capture, this.#shownState()),
      onPolicy: (policy) => this.#apply(policy),
      onHeard: () => this.#reportHealthy(),
      onWatched: async () => {
        this.#enforcer.openUploads();
        this.emit('changed');
      },
    });
    this.#enforcer = new PolicyEnforcer(parts, capture, () => this.#server.watching.watchedNow);
    this.#machine = new RecorderStateMachine({
      parts,
      capture,
      enforcer: this.#enforcer,
      onChanged: () => {
        this.#server.soon();
        this.emit('changed');
      },
    });
    this.#tasks = new PeriodicTasks(parts.options.log, [
      { everySeconds: 1, step: async () => parts.alive.touch() },
      { everySeconds: 1, step: async () => void this.#watchClock() },
      { everySeconds: 1, step: () => this.#machine.follow() },
      { everySeconds: 2, step: () => capture.follow() },
      { everySeconds: 1, step: () => this.#enforcer.adjust() },
      { everySeconds: 5, step: () => this.#enforcer.checkDisk() },
      { everySeconds: 5, step: () => this.#enforcer.state() },
      { everySeconds: 5, step: async () => this.#enforcer.openUploads() },
    ]);
  }

  /** Runs until `stop`. Needs no network when it has run before. */
  async start(): Promise<void> {
    const { journal, uploader, policy, coverage, clock, desktop, updates, room, former } =
      this.#parts;
    const pause = pauseInForce(coverage.ofAll, clock.utc());
    journal.on('appended', () => uploader.wake());
    desktop.on('changed', () => this.#tasks.inBackground(() => this.#capture.follow()));
    desktop.on('away', () => this.#tasks.inBackground(() => this.#followAway()));
    updates.on('moved', () => this.#server.soon());
    updates.on('changed', () => this.emit('changed'));
    void desktop.run();
    room.on('full', () => this.#tasks.inBackground(() => this.#machine.follow()));
    await this.#unlessFull(async () => uploader.resume());
    await this.#unlessFull(async () => former.start());
    await this.#unlessFull(async () => {
      if (policy.current !== null) await this.#enforcer.apply(policy.current);
    });
    await this.#unlessFull(() => this.#machine.begin(pause));
    uploader.wake();
    this.#server.start();
    this.#tasks.start();
  }

  /** An orderly end. Asked for again, it is the same one. */
  stop(why: StopReason = 'stopped'): Promise<void> {
    this.#stopped ??= this.#stop(why);
    return this.#stopped;
  }

  async #stop(why: StopReason): Promise<void> {
    this.#tasks.stop();
    this.#parts.sync.stop();
    await this.#unlessFull(() => this.#machine.end(why));
    this.#parts.desktop.stop();
    await this.#parts.updates.stop();
    await this.#parts.former.stop();
    await this.#parts.uploader.stop(FLUSH_MS);
    await this.#server.stop(() => this.#parts.disconnect());
    this.#parts.close();
  }

  /** At the very end of a process that fails: must not wait for anything. */
  noteCrash(error: unknown): void {
    try {
      this.#parts.facts.set('crash', error instanceof Error ? error.message : String(error));
    } catch {
      // The journal itself may be what fails. Then the gap says only that the run was killed.
    }
  }

  /** Returns when it ends, UTC µs. */
  async pause(request: PauseRequest): Promise<number> {
    const { policy, clock } = this.#parts;
    const until = pauseEnd(policy.current, request, clock.utc());
    await this.#machine.setPause({ reason: request.reason.trim(), until });
    return until;
  }

  resume(): Promise<void> {
    return this.#machine.setPause(null);
  }

  /** Rests while there is a reason; null when there is none any more. */
  setAway(away: AbsenceReason | null): Promise<void> {
    this.#away = away;
    return this.#followAway();
  }

  /** What can't be written down for want of room is tried again as time goes on. */
  async #unlessFull(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!isDiskFullError(error)) throw error;
      this.#parts.options.log.error({ err: error }, 'the disk is full');
    }
  }

  /** The window's word, again and again. */
  setMachine(machine: MachineFacts): void {
    this.#enforcer.setMachine(machine);
  }

  /** Null before a first policy. */
  get policy(): Policy | null {
    return this.#parts.policy.current;
  }

  /** Null before a first policy. */
  notice(): CurrentNotice | null {
    return this.#parts.notices.current;
  }

  async acknowledge(locale: NoticeLocale): Promise<void> {
    await this.#parts.notices.acknowledge(locale);
    await this.#machine.follow();
  }

  status(): RecorderStatus {
    const { since, pausedUntil } = this.#machine;
    return recorderStatus(this.#parts, this.#capture, {
      since,
      pausedUntil,
      state: this.#shownState(),
      watchedNow: this.#server.watching.watchedNow,
      approval: this.#server.approval,
      framesPerSecond: this.#enforcer.settings?.framesPerSecond ?? null,
    });
  }

  /** Who may watch and who did; null before the portal has told. */
  get watchers(): WatchersResponse | null {
    return this.#server.watching.watchers;
  }

  /** A window may miss what the session says of itself: somebody else signs in beside it. */
  #followAway(): Promise<void> {
    return this.#machine.setAway(this.#away ?? (this.#parts.desktop.away ? 'locked' : null));
  }

  /** A step of the clock, or sleep, ends the recordings; new ones begin in the new time. */
  #watchClock(): ClockStep | null {
    const step = this.#parts.clockWatch.check();
    const { settings } = this.#enforcer;
    if (step === null || settings === null) return step;
    this.#parts.serverClock.stepped(step.micros);
    this.#tasks.inBackground(() => this.#capture.restart(step, settings));
    return step;
  }

  async #apply(policy: Policy): Promise<void> {
    await this.#enforcer.apply(policy);
    await this.#machine.follow();
    this.emit('changed');
  }

  /** What should be recorded is, or there is a good reason why nothing should. */
  async #reportHealthy(): Promise<void> {
    const state = this.#shownState();
    const isRecorded = state === 'recording' && this.#capture.lastFrameAt !== null;
    if (isRecorded || REST.has(state)) await this.#parts.updates.reportHealthy();
  }

  #shownState(): RecorderState {
    const { state } = this.#machine;
    if (state === 'recording' && this.#capture.failing) return 'capture-failed';
    if (state === 'recording' && this.#capture.withheld) return 'paused';
    return state ?? 'awaiting-notice';
  }
}
