import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { Clock } from '../clock.ts';
import { isWithheld } from '../desktop/display-guard.ts';
import type { Journal } from '../journal/journal.ts';
import type { OpenGap } from '../journal/open-state.ts';
import { Mutex } from '../mutex.ts';
import {
  gapClosed,
  gapOpened,
  type Interruption,
  newGap,
  outlasts,
  ownGap,
  ownGapsUntil,
} from './gap-bodies.ts';
import { type RecordingEnd, recordingEndedBody } from './recording-end.ts';

/**
 * Keeps the promise that every moment of every display is footage or a gap with a cause, and never
 * both. Whatever ends and what begins in its place is appended in one step, so that no kill can come
 * between.
 *
 * - Not recording at all: one gap of all displays is open. It begins where the last footage ends; a
 *   display whose footage ended earlier has a gap of its own up to there.
 * - Recording: no gap of all displays is open. A display without footage has a gap of its own. At the
 *   start (`expect`) each has one, for the reason of the gap of all, which ends there; it closes at the
 *   display's first frame. `settle` ends the wait: who is late then has failed to be captured.
 */
export class Coverage {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #mutex = new Mutex();
  #ofAll: OpenGap | null;
  readonly #ofDisplay = new Map<DisplayName, OpenGap>();
  /** Displays whose first frame is awaited. */
  readonly #awaited = new Set<DisplayName>();

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
    const gaps = journal.openGaps();
    this.#ofAll = gaps.findLast((gap) => gap.display === null) ?? null;
    for (const gap of gaps) if (gap.display !== null) this.#ofDisplay.set(gap.display, gap);
  }

  get ofAll(): OpenGap | null {
    return this.#ofAll;
  }

  /** Why this display alone has no footage now; null when it has footage, or when no display has. */
  causeOf(display: DisplayName): GapCause | null {
    return this.#ofDisplay.get(display)?.cause ?? null;
  }

  /** All displays stop, or the reason why they are stopped changes. `ends`: the recordings that stopped. */
  interrupt(why: Interruption, ends: readonly RecordingEnd[]): Promise<void> {
    return this.#mutex.run(() => this.#interrupt(why, ends));
  }

  async #interrupt(why: Interruption, ends: readonly RecordingEnd[]): Promise<void> {
    const footage = footageOfEach(ends);
    const open = [...this.#ofDisplay.values()];
    const own = open.filter(
      (gap) => startIn(footage, gap) !== undefined || !outlasts(gap, why.cause),
    );
    const edges = [
      ...[...footage.values()].map(({ end }) => end),
      ...open.filter((gap) => startIn(footage, gap) === undefined).map((gap) => gap.from),
    ];
    const from = Math.max(...edges, footage.size > 0 ? 0 : this.#clock.utc());
    const next = newGap(why, { display: null, from });
    await this.#say([
      ...this.#endedBodies(ends, why.cause),
      ...(this.#ofAll === null ? [] : [gapClosed(this.#ofAll, from)]),
      ...own.map((gap) => gapClosed(gap, startIn(footage, gap) ?? from)),
      ...ownGapsUntil(from, why, new Map([...footage].map(([name, { end }]) => [name, end]))),
      gapOpened(next),
    ]);
    this.#ofAll = next;
    for (const { display } of own) if (display !== null) this.#ofDisplay.delete(display);
    this.#awaited.clear();
  }

  /** Recording is about to begin on these displays, and no frame has been captured yet. */
  expect(displays: readonly DisplayName[]): Promise<void> {
    return this.#mutex.run(() => this.#expect(displays));
  }

  async #expect(displays: readonly DisplayName[]): Promise<void> {
    if (this.#ofAll === null || displays.length === 0) return;
    const ofAll = this.#ofAll;
    const from = Math.max(ofAll.from, this.#clock.utc());
    const opened = displays
      .filter((display) => !this.#ofDisplay.has(display))
      .map((display) => ownGap(ofAll, display, from));
    await this.#say([gapClosed(ofAll, from), ...opened.map(gapOpened)]);
    this.#ofAll = null;
    for (const gap of opened) if (gap.display !== null) this.#ofDisplay.set(gap.display, gap);
    for (const display of displays) this.#awaited.add(display);
  }

  /** The first frame of a display is on the disk. */
  began(display: DisplayName, start: number): Promise<void> {
    return this.#mutex.run(async () => {
      this.#awaited.delete(display);
      const own = this.#ofDisplay.get(display);
      if (own === undefined) return;
      await this.#say([gapClosed(own, start)]);
      this.#ofDisplay.delete(display);
    });
  }

  /** Ends the wait for first frames: the gap of a late display gets the cause `capture-failed` from its start. */
  settle(): Promise<void> {
    return this.#mutex.run(async () => {
      for (const display of this.#awaited) {
        const own = this.#ofDisplay.get(display);
        if (own === undefined || own.cause === 'capture-failed') continue;
        const late = { cause: 'capture-failed', note: 'the display gives no frame' } as const;
        const gap = newGap(late, { display, from: own.from });
        await this.#say([gapClosed(own, own.from), gapOpened(gap)]);
        this.#ofDisplay.set(display, gap);
      }
      this.#awaited.clear();
    });
  }

  /** One display's recording ended while the others go on. */
  displayEnded(
    display: DisplayName,
    ends: readonly RecordingEnd[],
    cause: Exclude<GapCause, 'paused'>,
  ): Promise<void> {
    return this.#mutex.run(() => this.#displayEnded(display, ends, cause));
  }

  async #displayEnded(
    display: DisplayName,
    ends: readonly RecordingEnd[],
    cause: Exclude<GapCause, 'paused'>,
  ): Promise<void> {
    const footage = footageOfEach(ends).get(display);
    const own = this.#ofDisplay.get(display);
    const bodies = this.#endedBodies(ends, cause);
    const isWaiting = this.#awaited.has(display) && cause === 'capture-failed';
    if (own !== undefined && footage === undefined && (own.cause === cause || isWaiting)) {
      return this.#say(bodies);
    }
    const from = footage?.end ?? Math.max(own?.from ?? 0, this.#clock.utc());
    if (own !== undefined) bodies.push(gapClosed(own, footage?.start ?? from));
    const saysAll = isWithheld(cause) || cause === 'disk-full';
    const note = saysAll ? null : (ends.at(0)?.problem ?? null);
    const gap = newGap({ cause, note }, { display, from });
    await this.#say([...bodies, gapOpened(gap)]);
    this.#awaited.delete(display);
    this.#ofDisplay.set(display, gap);
  }

  /** A recording gave way to its successor on the same display, whose first frame is at `start`. */
  handedOver(end: RecordingEnd, start: number): Promise<void> {
    const cause = 'settings-changed';
    const bodies = this.#endedBodies([end], cause);
    const from = end.footage?.end ?? start;
    if (from < start) {
      const gap = newGap({ cause, note: null }, { display: end.display, from });
      bodies.push(gapClosed(gap, start));
    }
    return this.#mutex.run(() => this.#say(bodies));
  }

  #endedBodies(ends: readonly RecordingEnd[], reason: GapCause): StatementBody[] {
    const now = this.#clock.utc();
    return ends.filter((end) => end.started).map((end) => recordingEndedBody(end, { reason, now }));
  }

  async #say(bodies: readonly StatementBody[]): Promise<void> {
    if (bodies.length > 0) await this.#journal.append(...bodies.map((body) => ({ body })));
  }
}

type Footage = NonNullable<RecordingEnd['footage']>;

function footageOfEach(ends: readonly RecordingEnd[]): Map<DisplayName, Footage> {
  const all = new Map<DisplayName, Footage>();
  for (const { display, footage } of ends) {
    if (footage === null) continue;
    const known = all.get(display) ?? footage;
    all.set(display, {
      start: Math.min(known.start, footage.start),
      end: Math.max(known.end, footage.end),
    });
  }
  return all;
}

/** Where footage ended the gap, which is not in the journal yet. */
function startIn(footage: ReadonlyMap<DisplayName, Footage>, { display }: OpenGap) {
  return display === null ? undefined : footage.get(display)?.start;
}
