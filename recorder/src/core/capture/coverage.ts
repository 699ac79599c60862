import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { Clock } from '../clock.ts';
import { isWithheld, type Withheld } from '../desktop/display-guard.ts';
import type { Journal } from '../journal/journal.ts';
import type { OpenGap } from '../journal/open-state.ts';
import { Serial } from '../serial.ts';
import { gapClosed, gapOpened, type Interruption, newGap } from './gap-bodies.ts';
import { type RecordingEnd, recordingEndedBody } from './recording-end.ts';

/**
 * Keeps the promise that every moment of every display is footage or a gap with a cause. Whatever
 * ends and what begins in its place is appended in one step, so that no kill can come between.
 *
 * - Not recording at all: one gap of all displays is open. It goes from the earliest end of footage
 *   to the latest first frame; where the footage of one display overlaps it, footage wins.
 * - Recording: no gap of all displays is open. A display without footage has a gap of its own.
 * - Between the two (`expect` was called, and not every display has its first frame): the gap of all
 *   stays open. It closes when the last display begins. `settle` ends the wait: who is late then
 *   gets a gap of its own. A display that is not to be recorded now is not waited for.
 */
export class Coverage {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #serial = new Serial();
  #ofAll: OpenGap | null;
  readonly #ofDisplay = new Map<DisplayName, OpenGap>();
  /** Displays that are to begin, with the first frame of those that have. */
  readonly #expected = new Map<DisplayName, number | null>();
  /** Displays that are not to be recorded now, for as long as the gap of all is open. */
  readonly #withheld = new Map<DisplayName, Withheld>();

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

  /** All displays stop, or what they are stopped for changes. `ends`: the recordings stopped. */
  interrupt(why: Interruption, ends: readonly RecordingEnd[]): Promise<void> {
    return this.#serial.run(() => this.#interrupt(why, ends));
  }

  async #interrupt(why: Interruption, ends: readonly RecordingEnd[]): Promise<void> {
    const now = this.#clock.utc();
    const ended = ends.flatMap(({ footage }) => (footage === null ? [] : [footage.end]));
    const from = ended.length > 0 ? Math.min(...ended) : now;
    const next = newGap(why, { display: null, from });
    const bodies = this.#endedBodies(ends, why.cause);
    if (this.#ofAll !== null) bodies.push(gapClosed(this.#ofAll, this.#latestBegun() ?? from));
    for (const gap of this.#ofDisplay.values()) bodies.push(gapClosed(gap, from));
    bodies.push(gapOpened(next));
    await this.#say(bodies);
    this.#ofAll = next;
    this.#ofDisplay.clear();
    this.#expected.clear();
    this.#withheld.clear();
  }

  /** Recording is about to begin on these. */
  expect(displays: readonly DisplayName[]): void {
    if (this.#ofAll === null) return;
    for (const display of displays) this.#expected.set(display, null);
  }

  /** The first frame of a display is on the disk. */
  began(display: DisplayName, start: number): Promise<void> {
    return this.#serial.run(() => this.#began(display, start));
  }

  async #began(display: DisplayName, start: number): Promise<void> {
    const own = this.#ofDisplay.get(display);
    if (own !== undefined) {
      await this.#say([gapClosed(own, start)]);
      this.#ofDisplay.delete(display);
    }
    if (this.#ofAll === null) return;
    this.#withheld.delete(display);
    this.#expected.set(display, start);
    await this.#settleWhenAllBegan();
  }

  async #settleWhenAllBegan(): Promise<void> {
    const begun = [...this.#expected.values()];
    if (begun.length > 0 && begun.every((first) => first !== null)) await this.#settle();
  }

  /** Ends the wait for first frames. True when at least one display records. */
  settle(): Promise<boolean> {
    return this.#serial.run(() => this.#settle());
  }

  async #settle(): Promise<boolean> {
    const begun = this.#latestBegun();
    if (this.#ofAll === null) return true;
    if (begun === null) return false;
    const late = [...this.#expected].flatMap(([display, first]) =>
      first === null ? [display] : [],
    );
    const missing: [DisplayName, Exclude<GapCause, 'paused'>][] = [
      ...late.map((display): [DisplayName, 'capture-failed'] => [display, 'capture-failed']),
      ...this.#withheld,
    ];
    const gaps = missing.map(([display, cause]) =>
      newGap({ cause, note: null }, { display, from: begun }),
    );
    await this.#say([gapClosed(this.#ofAll, begun), ...gaps.map(gapOpened)]);
    this.#ofAll = null;
    this.#expected.clear();
    this.#withheld.clear();
    for (const gap of gaps) if (gap.display !== null) this.#ofDisplay.set(gap.display, gap);
    return true;
  }

  /** One display's recording ended while the others go on. */
  displayEnded(
    display: DisplayName,
    ends: readonly RecordingEnd[],
    cause: Exclude<GapCause, 'paused'>,
  ): Promise<void> {
    return this.#serial.run(() => this.#displayEnded(display, ends, cause));
  }

  async #displayEnded(
    display: DisplayName,
    ends: readonly RecordingEnd[],
    cause: Exclude<GapCause, 'paused'>,
  ): Promise<void> {
    const ended = ends.flatMap(({ footage }) => (footage === null ? [] : [footage.end]));
    if (ended.length > 0) await this.#settle();
    const bodies = this.#endedBodies(ends, cause);
    const covered = this.#ofAll !== null || this.#ofDisplay.has(display);
    if (covered) {
      await this.#say(bodies);
      return this.#ofAll === null ? undefined : this.#withhold(display, cause);
    }
    const from = ended.length > 0 ? Math.max(...ended) : this.#clock.utc();
    const note = isWithheld(cause) ? null : (ends.at(0)?.problem ?? null);
    const gap = newGap({ cause, note }, { display, from });
    await this.#say([...bodies, gapOpened(gap)]);
    this.#ofDisplay.set(display, gap);
  }

  /** Nothing is awaited from it. When there is no other display, that is what the gap of all is for. */
  async #withhold(display: DisplayName, cause: GapCause): Promise<void> {
    if (!isWithheld(cause)) return;
    this.#expected.delete(display);
    this.#withheld.set(display, cause);
    await this.#settleWhenAllBegan();
    if (this.#ofAll === null || this.#expected.size > 0 || this.#ofAll.cause === cause) return;
    const withheld = new Map(this.#withheld);
    await this.#interrupt({ cause, note: null }, []);
    for (const [name, why] of withheld) this.#withheld.set(name, why);
  }

  /** The display is not there any more: nothing is awaited from it. */
  forget(display: DisplayName): void {
    this.#expected.delete(display);
    this.#withheld.delete(display);
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
    return this.#serial.run(() => this.#say(bodies));
  }

  #endedBodies(ends: readonly RecordingEnd[], reason: GapCause): StatementBody[] {
    const now = this.#clock.utc();
    return ends.filter((end) => end.started).map((end) => recordingEndedBody(end, { reason, now }));
  }

  #latestBegun(): number | null {
    const begun = [...this.#expected.values()].filter((first) => first !== null);
    return begun.length === 0 ? null : Math.max(...begun);
  }

  async #say(bodies: readonly StatementBody[]): Promise<void> {
    if (bodies.length > 0) await this.#journal.append(...bodies.map((body) => ({ body })));
  }
}
