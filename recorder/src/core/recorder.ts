import { EventEmitter } from 'node:events';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { RecorderState } from '@workcompanion/core/protocol/messages';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { PortalLinkRequest } from '@workcompanion/core/protocol/portal-link';
import type { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import type { AbsenceReason, StopReason } from './absence-reason.ts';
import { type CaptureControl, createCaptureControl } from './capture/capture-control.ts';
import type { ClockStep } from './capture/clock-watch.ts';
import { heartbeatMessage } from './heartbeat.ts';
import { PeriodicTasks } from './periodic-tasks.ts';
import type { CurrentNotice } from './policy/notice.ts';
import type { NoticeLocale } from './policy/notice-locales.ts';
import { type PauseRequest, pauseEnd, pauseInForce } from './policy/pause-policy.ts';
import { type MachineFacts, PolicyEnforcer } from './policy/policy-enforcer.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { RecorderStateMachine } from './recorder-state-machine.ts';
import { type RecorderStatus, recorderStatus } from './recorder-status.ts';
import { ServerSync } from './server-sync.ts';
import { WindowTrackRecorder } from './window-track/window-track-recorder.ts';

const FLUSH_MS = 5_000;
/** States in which nothing is recorded, as it should be. */
const REST: ReadonlySet<RecorderState> = new Set(['awaiting-notice', 'paused', 'outside-schedule']);

/**
 * The recorder. Each second it applies the policy and enters the state that
 * `RecorderStateMachine` decides on. Emits `changed` when there is something new to show.
 */
export class Recorder extends EventEmitter<{ changed: [] }> {
  readonly #parts: RecorderParts;
  readonly #capture: CaptureControl;
  readonly #server: ServerSync;
  readonly #enforcer: PolicyEnforcer;
  readonly #machine: RecorderStateMachine;
  readonly #tracks: WindowTrackRecorder;
  readonly #tasks: PeriodicTasks;
  /** What the window has told. */
  #absence: AbsenceReason | null = null;
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
    this.#tracks = new WindowTrackRecorder(parts, () => capture.recording);
    this.#tasks = new PeriodicTasks(parts.options.log, [
      { everySeconds: 1, step: async () => parts.alive.touch() },
      { everySeconds: 1, step: async () => void this.#watchClock() },
      { everySeconds: 1, step: () => this.#machine.follow() },
      { everySeconds: 1, step: () => this.#tracks.follow() },
      { everySeconds: 2, step: () => capture.follow() },
      { everySeconds: 1, step: () => this.#enforcer.adjust() },
      { everySeconds: 5, step: () => this.#enforcer.checkDisk() },
      { everySeconds: 5, step: () => this.#enforcer.state() },
      { everySeconds: 5, step: async () => this.#enforcer.openUploads() },
    ]);
  }

  /** Runs until `stop`. Needs no network when the device is enrolled. */
  async start(): Promise<void> {
    const { journal, uploader, policy, coverage, clock, desktop, updates, reserve, former } =
      this.#parts;
    const pause = pauseInForce(coverage.ofAll, clock.utc());
    journal.on('appended', () => uploader.wake());
    desktop.on('changed', () => this.#tasks.inBackground(() => this.#capture.follow()));
    desktop.on('away', () => this.#tasks.inBackground(() => this.#followAbsence()));
    updates.on('moved', () => this.#server.soon());
    updates.on('changed', () => this.emit('changed'));
    void desktop.run();
    reserve.on('full', () => this.#tasks.inBackground(() => this.#machine.follow()));
    await this.#unlessFull(async () => uploader.resume());
    await this.#unlessFull(async () => former.start());
    await this.#unlessFull(async () => {
      if (policy.current !== null) await this.#enforcer.apply(policy.current);
    });
    await this.#tracks.begin();
    await this.#unlessFull(() => this.#machine.begin(pause));
    uploader.wake();
    this.#server.start();
    this.#tasks.start();
  }

  /** Ends in good order. A second call waits for the same end. */
  stop(why: StopReason = 'stopped'): Promise<void> {
    this.#stopped ??= this.#stop(why);
    return this.#stopped;
  }

  async #stop(why: StopReason): Promise<void> {
    this.#tasks.stop();
    this.#parts.sync.stop();
    await this.#unlessFull(() => this.#machine.end(why));
    await this.#unlessFull(() => this.#tracks.end());
    this.#parts.desktop.stop();
    await this.#parts.updates.stop();
    await this.#parts.former.stop();
    await this.#parts.uploader.stop(FLUSH_MS);
    await this.#server.stop(() => this.#parts.disconnect());
    this.#parts.close();
  }

  /** Called at the very end of a process that fails, so it must not wait for anything. */
  noteCrash(error: unknown): void {
    try {
      this.#parts.facts.set('crash', error instanceof Error ? error.message : String(error));
    } catch {
      // The journal itself may be what fails. Then the gap says only that the run was killed.
    }
  }

  /** Returns when the pause ends, UTC µs. */
  async pause(request: PauseRequest): Promise<number> {
    const { policy, clock } = this.#parts;
    const until = pauseEnd(policy.current, request, clock.utc());
    await this.#machine.setPause({ reason: request.reason.trim(), until });
    return until;
  }

  resume(): Promise<void> {
    return this.#machine.setPause(null);
  }

  /** Recording rests while there is a reason; null when there is none any more. */
  setAbsence(absence: AbsenceReason | null): Promise<void> {
    this.#absence = absence;
    return this.#followAbsence();
  }

  /** A step that finds the disk full is not fatal: it is tried again later. */
  async #unlessFull(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!isDiskFullError(error)) throw error;
      this.#parts.options.log.error({ err: error }, 'the disk is full');
    }
  }

  /** The window calls this each second. */
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
    const { since, pause } = this.#machine;
    return recorderStatus(this.#parts, this.#capture, {
      since,
      pausedUntil: pause?.until ?? null,
      pauseReason: pause?.reason ?? null,
      state: this.#shownState(),
      watchedNow: this.#server.watching.watchedNow,
      approval: this.#server.approval,
      portalProblem: this.#server.problem,
      framesPerSecond: this.#enforcer.settings?.framesPerSecond ?? null,
    });
  }

  /** Asks what only an enrolled device may. Returns what the portal says of itself. */
  async tryEnrolment(): Promise<string> {
    const version = await this.#parts.client.portalVersion();
    return `portal ${version ?? 'of an unknown version'}, ${this.#server.approval}`;
  }

  /** An address of the portal for whoever is recorded here, which signs them in. */
  portalLink(page: PortalLinkRequest['page']): Promise<string> {
    return this.#parts.client.portalLink({ page });
  }

  /** Who may watch and who has watched; null before the portal has told. */
  get watchers(): WatchersResponse | null {
    return this.#server.watching.watchers;
  }

  /** The window may not notice that another user has signed in, which the desktop guard does. */
  #followAbsence(): Promise<void> {
    return this.#machine.setAbsence(this.#absence ?? (this.#parts.desktop.away ? 'locked' : null));
  }

  /** When the clock was changed or the machine slept, all recordings end and new ones begin. */
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

  /** Reports this version as healthy when it records, or rests for a good reason. */
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
