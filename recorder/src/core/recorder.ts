import { EventEmitter } from 'node:events';
import type { RecorderState } from '@workcompanion/core/protocol/messages';
import type { CapturePolicy, Policy } from '@workcompanion/core/protocol/policy';
import type { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import type { Away } from './away.ts';
import type { CaptureControl } from './capture/capture-control.ts';
import type { ClockStep } from './capture/clock-watch.ts';
import { DiskWatch } from './capture/disk-watch.ts';
import { captureOf } from './capture-of.ts';
import { type DesiredState, desiredState } from './desired-state.ts';
import { heartbeatMessage } from './heartbeat-message.ts';
import type { RecorderParts } from './open-recorder.ts';
import { captureSettings } from './policy/capture-settings.ts';
import type { NoticeLocale } from './policy/notice.ts';
import type { PostedNotice } from './policy/notice-board.ts';
import { type Pause, type PauseRequest, pauseEnd, pauseInForce } from './policy/pause-policy.ts';
import { type RecorderStatus, recorderStatus } from './recorder-status.ts';
import { type RestFacts, restReason, type StopReason } from './rest-reason.ts';
import { Serial } from './serial.ts';
import { ServerDialogue } from './server-dialogue.ts';

const TICK_MS = 1_000;
const FOLLOW_EVERY_TICKS = 2;
const DISK_EVERY_TICKS = 5;
const FLUSH_MS = 5_000;

/**
 * The recorder. Each second it compares what it should be doing with what it does, and changes over:
 *
 *   awaiting-notice   no recording before the employee acknowledged the notice in force
 *   paused            the employee's own pause, until its end; or the screen is locked, the machine
 *                     goes to sleep, no window shows the recording
 *   outside-schedule  by the policy's week
 *   disk-full         quota or free space is used up; nothing is deleted to go on
 *   recording         every display; shown as capture-failed while none gives a frame
 *   stopping          an orderly end: footage closed, the gap `stopped` opened, the queue flushed
 *
 * The first that applies, in the order stopping, awaiting-notice, paused, outside-schedule,
 * disk-full, recording. Any may follow any; between two that don't record, the gap changes its
 * cause. Emits `changed` when there is something new to show.
 */
export class Recorder extends EventEmitter<{ changed: [] }> {
  readonly #parts: RecorderParts;
  readonly #capture: CaptureControl;
  readonly #server: ServerDialogue;
  readonly #disk: DiskWatch;
  readonly #serial = new Serial();
  #state: DesiredState | null = null;
  #since: number;
  #stopping: StopReason | null = null;
  #away: Away | null = null;
  #idleSeconds: number | null = null;
  #pause: Pause | null = null;
  #ticks = 0;
  #timer: NodeJS.Timeout | null = null;
  #stopped: Promise<void> | null = null;

  constructor(parts: RecorderParts) {
    super();
    this.#parts = parts;
    this.#since = parts.clock.utc();
    this.#disk = new DiskWatch(parts.segments, parts.queue);
    this.#capture = captureOf(parts, () => this.#watchClock()?.cause ?? null);
    this.#server = new ServerDialogue(parts, {
      message: () => heartbeatMessage(parts, this.#capture, this.#shownState()),
      onPolicy: (policy) => this.#apply(policy),
      onWatched: async () => {
        this.#openUploads();
        this.emit('changed');
      },
    });
  }

  /** Runs until `stop`. Needs no network when it has run before. */
  async start(): Promise<void> {
    const { journal, uploader, policy, coverage, clock, desktop } = this.#parts;
    this.#pause = pauseInForce(coverage.ofAll, clock.utc());
    journal.on('appended', () => uploader.wake());
    desktop.on('changed', () => this.#inBackground(() => this.#capture.follow()));
    void desktop.run();
    await uploader.resume();
    if (policy.current !== null) await this.#apply(policy.current);
    else await this.#converge();
    uploader.wake();
    this.#server.start();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** An orderly end. Asked for again, it is the same one. */
  stop(why: StopReason = 'stopped'): Promise<void> {
    this.#stopped ??= this.#stop(why);
    return this.#stopped;
  }

  async #stop(why: StopReason): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#stopping = why;
    await this.#converge();
    this.#parts.desktop.stop();
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
    this.#pause = { reason: request.reason.trim(), until };
    await this.#converge({ anew: this.#state === 'paused' });
    return until;
  }

  async resume(): Promise<void> {
    this.#pause = null;
    await this.#converge();
  }

  /** Rests while there is a reason; null when there is none any more. */
  async setAway(away: Away | null): Promise<void> {
    if (away === this.#away) return;
    this.#away = away;
    await this.#converge({ anew: this.#state === 'paused' });
  }

  /** The window's word, again and again; null when it can't tell. */
  setIdle(seconds: number | null): void {
    this.#idleSeconds = seconds;
    this.#parts.pictures.noteInput(seconds);
  }

  /** Null before a first policy. */
  get policy(): Policy | null {
    return this.#parts.policy.current;
  }

  /** Null before a first policy. */
  notice(): PostedNotice | null {
    return this.#parts.notices.current;
  }

  async acknowledge(locale: NoticeLocale): Promise<void> {
    await this.#parts.notices.acknowledge(locale);
    await this.#converge();
  }

  status(): RecorderStatus {
    return recorderStatus(this.#parts, this.#capture, {
      state: this.#shownState(),
      since: this.#since,
      pausedUntil: this.#pause?.until ?? null,
      watchedNow: this.#server.watching.watchedNow,
    });
  }

  /** Who may watch and who did; null before the portal has told. */
  get watchers(): WatchersResponse | null {
    return this.#server.watching.watchers;
  }

  #tick(): void {
    this.#ticks += 1;
    this.#inBackground(async () => this.#parts.alive.touch());
    this.#watchClock();
    this.#inBackground(() => this.#converge());
    if (this.#ticks % FOLLOW_EVERY_TICKS === 0) this.#inBackground(() => this.#capture.follow());
    this.#inBackground(() => this.#adjust());
    if (this.#ticks % DISK_EVERY_TICKS === 0) this.#inBackground(() => this.#checkDisk());
    if (this.#ticks % DISK_EVERY_TICKS === 0) this.#openUploads();
  }

  /** Whatever goes wrong is met again at the next tick: no reason to stop recording. */
  #inBackground(step: () => Promise<void>): void {
    step().catch((error: unknown) =>
      this.#parts.options.log.error({ err: error }, 'a step failed'),
    );
  }

  /** A step of the clock, or sleep, ends the recordings; new ones begin in the new time. */
  #watchClock(): ClockStep | null {
    const step = this.#parts.clockWatch.check();
    const policy = this.#parts.policy.current;
    if (step === null || policy === null) return step;
    this.#parts.serverClock.stepped(step.micros);
    this.#inBackground(() => this.#capture.restart(step, this.#settings(policy)));
    return step;
  }

  async #checkDisk(): Promise<void> {
    const policy = this.#parts.policy.current;
    if (policy !== null) await this.#disk.look(policy.storage, this.#capture.openBytes);
  }

  /** `anew`: the state stays, but the reason for it may be another. */
  #converge({ anew = false } = {}): Promise<void> {
    return this.#serial.run(() => this.#changeOver(anew));
  }

  async #changeOver(anew: boolean): Promise<void> {
    const { policy, clock, options } = this.#parts;
    const wanted = this.#desiredState(policy.current);
    if (wanted === this.#state && !anew) return;
    if (wanted !== 'paused') this.#pause = null;
    if (wanted !== 'recording') await this.#rest(wanted);
    else if (policy.current !== null) await this.#capture.record(this.#settings(policy.current));
    this.#state = wanted;
    this.#since = clock.utc();
    options.log.info({ state: wanted }, 'the state changed');
    this.#server.soon();
    this.emit('changed');
  }

  /** Before the first recording ever there is nothing to be missed, and no gap. */
  async #rest(wanted: Exclude<DesiredState, 'recording'>): Promise<void> {
    const { coverage, journal } = this.#parts;
    const nothingToMiss = coverage.ofAll === null && !journal.hasRecorded();
    if (nothingToMiss && !this.#capture.recording) return;
    await this.#capture.rest(restReason(wanted, this.#restFacts()));
  }

  #restFacts(): RestFacts {
    return { pause: this.#pause, away: this.#away, stop: this.#stopping ?? 'stopped' };
  }

  #desiredState(policy: Policy | null): DesiredState {
    const now = this.#parts.clock.utc();
    return desiredState({
      stopping: this.#stopping !== null,
      away: this.#away !== null,
      noticeAcknowledged: this.#parts.notices.current?.acknowledged ?? false,
      pausedUntil: this.#pause?.until ?? null,
      now,
      scheduled: policy === null || isScheduled(policy.schedule, now / 1000),
      diskFull: this.#disk.full,
    });
  }

  async #apply(policy: Policy): Promise<void> {
    const { desktop, facts, journal, uploader, rate } = this.#parts;
    await desktop.exclude(policy.excluded);
    uploader.setConcurrency(policy.upload.concurrency);
    rate.setRate(policy.upload.bytesPerSecond);
    if (facts.get('applied-policy') !== String(policy.version)) {
      await journal.append({ body: { kind: 'policy-applied', policyVersion: policy.version } });
    }
    await this.#checkDisk();
    this.#openUploads();
    await this.#adjust();
    await this.#converge();
    this.emit('changed');
  }

  /** Recording goes on with what the moment asks for. */
  async #adjust(): Promise<void> {
    const policy = this.#parts.policy.current;
    if (policy !== null) await this.#capture.change(this.#settings(policy));
  }

  /** Segments wait for the hours that the policy names; whoever watches live does not. */
  #openUploads(): void {
    const { clock, policy, uploader } = this.#parts;
    const schedule = policy.current?.upload.schedule ?? null;
    const scheduled = isScheduled(schedule, clock.utc() / 1000);
    uploader.openSegments(scheduled || this.#server.watching.watchedNow);
  }

  #settings(policy: Policy): CapturePolicy {
    const watched = this.#server.watching.watchedNow;
    return captureSettings(policy, { watched, idleSeconds: this.#idleSeconds });
  }

  #shownState(): RecorderState {
    if (this.#state === 'recording' && this.#capture.failing) return 'capture-failed';
    if (this.#state === 'recording' && this.#capture.withheld) return 'paused';
    return this.#state ?? 'awaiting-notice';
  }
}
