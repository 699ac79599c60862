import { EventEmitter } from 'node:events';
import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { PictureArea } from '@workcompanion/core/protocol/statement';
import type { Display } from '../capture/display.ts';
import type { Clock } from '../clock.ts';
import { delay } from '../delay.ts';
import type { Log } from '../log.ts';
import { Mutex } from '../mutex.ts';
import type { DesktopSnapshot } from './desktop-snapshot.ts';
import {
  DisplayGuard,
  type DisplayVisibility,
  type FrameVerdict,
  type SnapshotTime,
  visibilityOf,
  type WithheldCause,
} from './display-guard.ts';
import { hasExclusions } from './is-excluded.ts';
import { maskOver } from './mask.ts';

const LOOK_EVERY_MS = 400;
/** The interval while something is painted over, since it must not move unseen. */
const LOOK_CLOSELY_EVERY_MS = 100;
/** The interval while only the window track wants to know. */
const LOOK_FOR_TRACK_EVERY_MS = 1_000;
/** After this long without a snapshot nothing is known of the screen, so nothing is recorded. */
const BLIND_MICROS = 3_000_000;
const NOTHING: ExcludedPolicy = { programs: [], titles: [], how: 'pause-display' };
const CLEAR: DisplayVisibility = { withheld: null, places: [] };

type Seen = (display: Display) => DisplayVisibility;

export interface DesktopGuardOptions {
  /** Null where the desktop can't be asked. */
  readonly snapshot: (() => Promise<DesktopSnapshot>) | null;
  /** TimedVisibility though the policy excludes nothing: for a desktop of the system's own. */
  readonly always: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps out of recordings what the policy excludes, and the system's secure desktop: a frame is kept only
 * after a later snapshot of the windows allows it. Emits `changed` when a display is withheld or no
 * longer is, `away` when the person leaves the session or comes back, and `looked` with each snapshot and
 * the time at which it was begun.
 */
export class DesktopGuard extends EventEmitter<{
  changed: [];
  away: [boolean];
  looked: [DesktopSnapshot, number];
}> {
  readonly #options: DesktopGuardOptions;
  readonly #guards = new Map<DisplayName, { display: Display; guard: DisplayGuard }>();
  readonly #snapshots = new Mutex();
  readonly #stopped = new AbortController();
  #excluded: ExcludedPolicy = NOTHING;
  #seenAt: number;
  #metered: boolean | null = null;
  #away: boolean = false;
  #watchesWindows: boolean = false;
  /** What the last snapshot showed. */
  #last: { readonly seen: Seen; readonly time: SnapshotTime } | null = null;

  constructor(options: DesktopGuardOptions) {
    super();
    // Each capture that waits for its display listens.
    this.setMaxListeners(0);
    this.#options = options;
    this.#seenAt = options.clock.monotonic();
  }

  /** Takes new exclusions, which also apply to frames that were not judged yet. */
  async exclude(excluded: ExcludedPolicy): Promise<void> {
    if (!hasExclusions(this.#excluded)) this.#seenAt = this.#options.clock.monotonic();
    this.#excluded = excluded;
    if (hasExclusions(excluded)) await this.#refresh();
  }

  /** Takes snapshots though the policy excludes nothing, for whoever listens to `looked`. */
  watchWindows(isWanted: boolean): void {
    this.#watchesWindows = isWanted && this.#options.snapshot !== null;
  }

  watch(display: Display): void {
    const known = this.#guards.get(display.name)?.guard;
    const guard = known ?? new DisplayGuard();
    this.#guards.set(display.name, { display, guard });
    if (known === undefined && this.#last !== null)
      guard.saw(this.#last.seen(display), this.#last.time);
  }

  /** The areas that a recording which begins now paints over. */
  maskFor({ name, geometry }: Display): readonly PictureArea[] {
    if (this.#excluded.how !== 'paint-out') return [];
    return maskOver(this.#guards.get(name)?.guard.places ?? [], geometry);
  }

  /** Whether the network costs by the byte; null where nobody can tell. */
  get metered(): boolean | null {
    return this.#metered;
  }

  /** Whether nobody is at the session; false where that is not known. */
  get away(): boolean {
    return this.#away;
  }

  judge(display: DisplayName, at: number, mask: readonly PictureArea[]): FrameVerdict {
    const guard = this.#guards.get(display)?.guard;
    if (hasExclusions(this.#excluded)) return guard?.judge(at, mask) ?? 'hold';
    // The secure desktop can't be captured anyway: this only gives the gap its cause.
    return this.withheld(display) === null ? 'keep' : 'drop';
  }

  withheld(display: DisplayName): WithheldCause | null {
    return this.#guards.get(display)?.guard.withheld ?? null;
  }

  /** The program for which a display is withheld; null where none is known. */
  withheldProgram(display: DisplayName): string | null {
    return this.#guards.get(display)?.guard.program ?? null;
  }

  async untilClear(display: DisplayName, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.withheld(display) !== null) {
      await delay(LOOK_CLOSELY_EVERY_MS, signal);
    }
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const mustGuard = this.#options.always || hasExclusions(this.#excluded);
      if (mustGuard || this.#watchesWindows) await this.#refresh();
      else this.#saw(() => CLEAR, this.#now(this.#options.clock.utc()));
      await delay(this.#pauseMs(mustGuard), signal);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  #pauseMs(mustGuard: boolean): number {
    if (this.#isPainting()) return LOOK_CLOSELY_EVERY_MS;
    return this.#watchesWindows && !mustGuard ? LOOK_FOR_TRACK_EVERY_MS : LOOK_EVERY_MS;
  }

  #refresh(): Promise<void> {
    return this.#snapshots.run(() => this.#takeSnapshot());
  }

  async #takeSnapshot(): Promise<void> {
    const { snapshot, clock, log } = this.#options;
    const began = clock.utc();
    try {
      if (snapshot === null) throw new Error('there is nobody to ask for the windows here');
      const found = await snapshot();
      this.#seenAt = clock.monotonic();
      this.#metered = found.metered;
      this.#setAway(found.away);
      this.emit('looked', found, began);
      this.#saw((display) => visibilityOf(found, display, this.#excluded), this.#now(began));
    } catch (error) {
      if (clock.monotonic() - this.#seenAt < BLIND_MICROS) return;
      const blind = hasExclusions(this.#excluded) ? 'excluded-app' : null;
      const changed = this.#saw(() => ({ withheld: blind, places: [] }), this.#now(began));
      if (changed) log.warn({ err: error, blind }, 'the windows can not be read');
    }
  }

  #setAway(away: boolean): void {
    if (away === this.#away) return;
    this.#away = away;
    this.emit('away', away);
  }

  #now(began: number): SnapshotTime {
    return { began, ended: Math.max(began, this.#options.clock.utc()) };
  }

  #isPainting(): boolean {
    if (this.#excluded.how !== 'paint-out') return false;
    return [...this.#guards.values()].some(({ guard }) => guard.places.length > 0);
  }

  /** Takes what a snapshot showed; returns whether anything changed. */
  #saw(seen: Seen, time: SnapshotTime): boolean {
    this.#last = { seen, time };
    let changed = false;
    for (const { display, guard } of this.#guards.values()) {
      const before = guard.withheld;
      guard.saw(seen(display), time);
      changed ||= before !== guard.withheld;
    }
    if (changed) this.emit('changed');
    return changed;
  }
}
