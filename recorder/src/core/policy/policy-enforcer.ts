import type { CapturePolicy, Policy } from '@workcompanion/core/protocol/policy';
import { policyDigest } from '@workcompanion/core/protocol/policy-digest';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import type { CaptureControl } from '../capture/capture-control.ts';
import type { RecorderParts } from '../recorder-parts.ts';

/** While somebody watches live, footage is at the portal within two seconds. */
const WATCHED_SEGMENT_SECONDS = 1;

/** What the window knows of the machine; null for what it does not know. */
export interface MachineFacts {
  /** Seconds since the last key or mouse move. */
  readonly idleSeconds: number | null;
  readonly onBattery: boolean | null;
}

/** Applies the policy when it is new, and adapts to the moment: live viewers, input, battery, network. */
export class PolicyEnforcer {
  readonly #parts: RecorderParts;
  readonly #capture: CaptureControl;
  readonly #isWatched: () => boolean;
  #machine: MachineFacts = { idleSeconds: null, onBattery: null };

  /** `isWatched`: whether somebody watches live. */
  constructor(parts: RecorderParts, capture: CaptureControl, isWatched: () => boolean) {
    this.#parts = parts;
    this.#capture = capture;
    this.#isWatched = isWatched;
  }

  /** The settings to record with now; null before a first policy. */
  get settings(): CapturePolicy | null {
    const policy = this.#parts.policy.current;
    if (policy === null) return null;
    return captureSettings(policy, { watched: this.#isWatched(), ...this.#machine });
  }

  setMachine(machine: MachineFacts): void {
    this.#machine = machine;
    this.#parts.pictures.noteInput(machine.idleSeconds);
  }

  async apply(policy: Policy): Promise<void> {
    const { desktop, uploader } = this.#parts;
    await desktop.exclude(policy.excluded);
    uploader.setConcurrency(policy.upload.concurrency);
    await this.checkDisk();
    await this.state();
    this.openUploads();
    await this.adjust();
  }

  /** Adapts recording and uploads to the moment. */
  async adjust(): Promise<void> {
    const { policy, rate, desktop } = this.#parts;
    if (policy.current !== null) rate.setRate(uploadRate(policy.current, desktop.metered));
    const { settings } = this;
    if (settings !== null) await this.#capture.change(settings);
  }

  /** Segments wait for the policy's upload hours, except while somebody watches live. */
  openUploads(): void {
    const { clock, policy, uploader, former } = this.#parts;
    const schedule = policy.current?.upload.schedule ?? null;
    const isOpen = isScheduled(schedule, clock.utc() / 1000);
    uploader.openSegments(isOpen || this.#isWatched());
    former.openSegments(isOpen);
  }

  /** Notes the policy in force in the journal and keeps it for the next start, unless that is done. */
  async state(): Promise<void> {
    const { facts, journal, policy } = this.#parts;
    if (policy.current === null) return;
    const { version } = policy.current;
    if (facts.get('applied-policy') !== String(version)) {
      const policySha256 = policyDigest(policy.current);
      await journal.append({
        body: { kind: 'policy-applied', policyVersion: version, policySha256 },
      });
    }
    await policy.keep();
  }

  async checkDisk(): Promise<void> {
    const { policy: store, keptFiles, former, checkpoints, disk } = this.#parts;
    await keptFiles.deleteCovered(checkpoints.committedTo);
    await former.deleteCovered(checkpoints.committedTo);
    const policy = store.current;
    if (policy !== null) await disk.check(policy.storage);
  }
}

interface CaptureMoment {
  /** Somebody watches live. */
  readonly watched: boolean;
  /** Seconds since the last key or mouse move; null when that is not known. */
  readonly idleSeconds: number | null;
  /** Null when that is not known. */
  readonly onBattery: boolean | null;
}

/** The settings to record with now: those of the policy, adapted to the moment. */
export function captureSettings(policy: Policy, moment: CaptureMoment): CapturePolicy {
  const { capture, idle, saving } = policy;
  return {
    ...capture,
    segmentSeconds: moment.watched
      ? Math.min(capture.segmentSeconds, WATCHED_SEGMENT_SECONDS)
      : capture.segmentSeconds,
    framesPerSecond: Math.min(
      capture.framesPerSecond,
      isIdle(policy, moment) ? idle.framesPerSecond : Number.POSITIVE_INFINITY,
      (moment.onBattery === true ? saving.batteryFramesPerSecond : null) ??
        Number.POSITIVE_INFINITY,
    ),
  };
}

/** A person who is watched live is recorded at the full rate. */
function isIdle({ idle: { afterSeconds } }: Policy, { idleSeconds, watched }: CaptureMoment) {
  return !watched && afterSeconds !== null && idleSeconds !== null && idleSeconds >= afterSeconds;
}

/** Bytes a second that may be sent now; null for no limit. `metered`: null when that is not known. */
export function uploadRate(
  { upload, saving }: Pick<Policy, 'upload' | 'saving'>,
  metered: boolean | null,
): number | null {
  const rates = [upload.bytesPerSecond, metered === true ? saving.meteredBytesPerSecond : null];
  const limits = rates.filter((rate) => rate !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
