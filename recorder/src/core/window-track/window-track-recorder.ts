import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { Policy, WindowTrackPolicy } from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { MAX_WINDOW_TRACK_BYTES } from '@workcompanion/core/protocol/statement';
import { makeWindowTrack } from '@workcompanion/core/windows/make-window-track';
import { MOST_USES, type WindowUse } from '@workcompanion/core/windows/window-track';
import type { CaptureKey } from '../capture/segment-sequence.ts';
import type { DesktopSnapshot } from '../desktop/desktop-snapshot.ts';
import { Mutex } from '../mutex.ts';
import type { RecorderParts } from '../recorder-parts.ts';
import { describeWindows, type TrackRules, type WindowsThen } from './describe-windows.ts';

/** With looks farther apart, nobody knows what was in front between them. */
const MOST_APART_MICROS = 5_000_000;

/** A window that is being dragged is somewhere else at each look: its way is of no interest. */
const MOVES_AFTER_MICROS = 5_000_000;

/** Gathers what one look after another shows into stretches without a change. */
export class WindowUses {
  readonly #uses: WindowUse[] = [];
  #current: WindowUse | null = null;

  /** The first moment that was seen; null before one was. */
  get from(): UtcMicros | null {
    return this.all[0]?.from ?? null;
  }

  /** Whether no further change fits in. */
  get isFull(): boolean {
    return this.#uses.length >= MOST_USES - 1;
  }

  /** In order of time. Those of no length were seen once only, and tell nothing. */
  get all(): readonly WindowUse[] {
    const all = this.#current === null ? this.#uses : [...this.#uses, this.#current];
    return all.filter(({ from, to }) => to > from);
  }

  /** `then` null: nothing may be told of this moment. False when time went back: then nothing is added. */
  saw(then: WindowsThen | null, at: UtcMicros): boolean {
    if (this.#current !== null && at - this.#current.to > MOST_APART_MICROS) this.#end();
    const current = this.#current;
    if (current !== null && at < current.to) return false;
    const goesOn = current !== null && then !== null && isSame(current, then, at);
    if (current !== null) this.#current = { ...current, to: at };
    if (goesOn) return true;
    this.#end();
    if (then !== null) this.#current = { from: at, to: at, ...then };
    return true;
  }

  #end(): void {
    if (this.#current !== null && this.#current.to > this.#current.from) {
      this.#uses.push(this.#current);
    }
    this.#current = null;
  }
}

/** So much is lost when the recorder is killed, since nothing of an open track is on the disk. */
const LONGEST_MICROS = 10 * 60_000_000;
const SUFFIX = '.windows';

interface OpenTrack extends TrackRules {
  readonly policyVersion: number;
  readonly key: CaptureKey;
  readonly uses: WindowUses;
}

type Parts = Pick<
  RecorderParts,
  'journal' | 'keys' | 'clock' | 'desktop' | 'segments' | 'policy' | 'options'
>;

/**
 * Notes which program and window are in front while something is recorded, if the policy wants that:
 *
 * - a track opens at the first look, and closes after ten minutes, when recording rests, and when
 *   another policy comes;
 * - until then it is in memory alone; closed, it is sealed, written beside the segments and stated in
 *   the journal, which uploads it;
 * - whatever can't be seen, may not be told, or was lost with the process lies between two uses or two
 *   tracks: it was not seen.
 */
export class WindowTrackRecorder {
  readonly #parts: Parts;
  readonly #isRecording: () => boolean;
  readonly #mutex = new Mutex();
  #open: OpenTrack | null = null;

  constructor(parts: Parts, isRecording: () => boolean) {
    this.#parts = parts;
    this.#isRecording = isRecording;
    parts.desktop.on('looked', (snapshot, at) => {
      // A full disk, for instance, has no place for a new key: recording itself tells of that.
      this.#saw(snapshot, at).catch((err: unknown) =>
        parts.options.log.warn({ err }, 'what is in front could not be noted'),
      );
    });
  }

  /** Removes what a kill left between writing a file and stating it. */
  async begin(): Promise<void> {
    const { segments, journal } = this.#parts;
    for (const name of await readdir(segments)) {
      if (name.endsWith(SUFFIX) && !journal.hasFile(name)) await rm(join(segments, name));
    }
  }

  /** Called each second: closes a track that is over. */
  follow(): Promise<void> {
    this.#parts.desktop.watchWindows(this.#detail !== 'off');
    return this.#mutex.run(async () => {
      const track = this.#open;
      if (track !== null && this.#isOver(track)) await this.#close(track);
    });
  }

  /** Closes the open track. */
  end(): Promise<void> {
    return this.#mutex.run(async () => {
      if (this.#open !== null) await this.#close(this.#open);
    });
  }

  get #detail(): WindowTrackPolicy {
    return this.#isRecording() ? (this.#policy?.windowTrack ?? 'off') : 'off';
  }

  get #policy(): Policy | null {
    return this.#parts.policy.current;
  }

  #isOver({ policyVersion, uses }: OpenTrack): boolean {
    const age = this.#parts.clock.utc() - (uses.from ?? this.#parts.clock.utc());
    const isOld = age >= LONGEST_MICROS || age < 0 || uses.isFull;
    return isOld || this.#detail === 'off' || this.#policy?.version !== policyVersion;
  }

  #saw(snapshot: DesktopSnapshot, at: number): Promise<void> {
    return this.#mutex.run(async () => {
      const policy = this.#policy;
      const detail = this.#detail;
      if (policy === null || detail === 'off') return;
      const track = this.#open ?? (await this.#begin({ ...policy, detail }, at));
      if (track.policyVersion !== policy.version) return;
      if (!track.uses.saw(describeWindows(snapshot, track), at)) await this.#close(track);
    });
  }

  async #begin(
    { detail, excluded, version }: TrackRules & Pick<Policy, 'version'>,
    at: number,
  ): Promise<OpenTrack> {
    const key = await this.#parts.keys.keyFor(at);
    const track = { detail, excluded, policyVersion: version, key, uses: new WindowUses() };
    this.#open = track;
    return track;
  }

  async #close(track: OpenTrack): Promise<void> {
    this.#open = null;
    const { log } = this.#parts.options;
    try {
      await this.#keep(track);
    } catch (error) {
      if (!isDiskFullError(error)) throw error;
      log.warn('the disk is full: a window track is lost');
    } finally {
      track.key.key.fill(0);
    }
  }

  async #keep({ uses, key, detail, policyVersion }: OpenTrack): Promise<void> {
    const { journal, segments } = this.#parts;
    const { device } = journal;
    const made = makeWindowTrack({ device, key, uses: uses.all, detail, policyVersion });
    if (made === null || made.sealed.length > MAX_WINDOW_TRACK_BYTES) return;
    const file = `${made.id}${SUFFIX}`;
    await writeSynced(join(segments, file), made.sealed);
    await journal.append({ body: made.body, file });
  }
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isSame(use: WindowUse, then: WindowsThen, at: UtcMicros): boolean {
  if (use.program !== then.program || use.title !== then.title) return false;
  return at - use.from < MOVES_AFTER_MICROS || isDeepStrictEqual(use.windows, then.windows);
}
