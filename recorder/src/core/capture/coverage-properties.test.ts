import { buildTimeline } from '@workcompanion/core/footage/timeline';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Statement, StatementBody } from '@workcompanion/core/protocol/statement';
import { expect, test } from 'vitest';
import { contradictionsOf, gapsOf } from '../../testing/footage-of.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { openTestJournal } from '../../testing/open-test-journal.ts';
import { segmentBodyOf } from '../../testing/segment-body-of.ts';
import { explainAbsence } from '../journal/explain-absence.ts';
import { Coverage } from './coverage.ts';
import type { RecordingEnd } from './recording-end.ts';

const LEFT = DisplayName.parse('LEFT');
const RIGHT = DisplayName.parse('RIGHT');
const DISPLAYS = [LEFT, RIGHT] as const;
const SECOND = 1_000_000;
const T0 = 1_700_000_000 * SECOND;
const HISTORIES = 30;
const STEPS = 40;

/** mulberry32: the same histories at each run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function recordingStarted(recording: RecordingId, display: DisplayName): StatementBody {
  return {
    kind: 'recording-started',
    recording,
    display,
    encoder: 'test',
    framesPerSecond: 5,
    policyVersion: 1,
    geometry: { width: 100, height: 100, x: 0, y: 0 },
    host: {
      hostname: 'h',
      userName: 'u',
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 't',
      timeZone: 'UTC',
      recorderVersion: '0.1.0',
    },
  };
}

interface Run {
  readonly recording: RecordingId;
  readonly start: number;
  end: number;
  told: boolean;
}

/** A recorder with two displays whose frames come at times of their own, and which may die at any step. */
class History {
  readonly #random: (below: number) => number;
  readonly #clock = new ManualClock(T0);
  readonly #opened: Awaited<ReturnType<typeof openTestJournal>>;
  readonly #runs = new Map<DisplayName, Run>();
  #journal;
  #coverage: Coverage;
  #recording = false;
  #present: readonly DisplayName[] = DISPLAYS;

  private constructor(seed: number, opened: Awaited<ReturnType<typeof openTestJournal>>) {
    this.#random = randomFrom(seed);
    this.#opened = opened;
    this.#journal = opened.reopen();
    this.#coverage = new Coverage(this.#journal, this.#clock);
  }

  static async of(seed: number): Promise<History> {
    const clock = new ManualClock(T0);
    return new History(seed, await openTestJournal(clock));
  }

  async live(): Promise<readonly Statement[]> {
    await this.#coverage.interrupt({ cause: 'stopped', note: null }, []);
    for (let step = 0; step < STEPS; step += 1) {
      this.#clock.pass(1 + this.#random(3 * SECOND));
      await this.#step();
    }
    await this.#rest();
    return this.#opened.statements();
  }

  async #step(): Promise<void> {
    const choice = this.#random(12);
    if (choice === 0) return this.#die();
    if (choice === 1) return this.#rest();
    if (!this.#recording) return this.#record();
    const display = DISPLAYS[this.#random(2)] ?? LEFT;
    const run = this.#runs.get(display);
    if (!this.#present.includes(display)) return this.#plug(display);
    if (run === undefined) return this.#firstFrame(display);
    if (!run.told) return this.#tell(display, run);
    if (choice === 2) return this.#fail(display, 'capture-failed');
    if (choice === 3) return this.#unplug(display);
    if (choice === 4) return this.#coverage.settle();
    run.end = this.#clock.utc();
  }

  async #record(): Promise<void> {
    this.#recording = true;
    await this.#coverage.expect(this.#present);
  }

  async #firstFrame(display: DisplayName): Promise<void> {
    const at = this.#clock.utc();
    const run = { recording: newId(RecordingId), start: at, end: at + 1, told: false };
    this.#runs.set(display, run);
    await this.#journal.append({ body: recordingStarted(run.recording, display) });
  }

  async #tell(display: DisplayName, run: Run): Promise<void> {
    run.told = true;
    run.end = this.#clock.utc();
    await this.#coverage.began(display, run.start);
  }

  async #fail(display: DisplayName, cause: 'capture-failed' | 'display-lost'): Promise<void> {
    await this.#coverage.displayEnded(display, await this.#ends([display]), cause);
  }

  async #unplug(display: DisplayName): Promise<void> {
    this.#present = this.#present.filter((one) => one !== display);
    await this.#fail(display, 'display-lost');
  }

  async #plug(display: DisplayName): Promise<void> {
    this.#present = DISPLAYS;
    await this.#coverage.expect([display]);
  }

  async #rest(): Promise<void> {
    this.#recording = false;
    const ends = await this.#ends(DISPLAYS);
    const pause = { cause: 'paused', reason: 'lunch', until: null } as const;
    const locked = { cause: 'locked', note: null } as const;
    await this.#coverage.interrupt(this.#random(2) === 0 ? pause : locked, ends);
  }

  /** Footage ends before the moment at which somebody says so, on each display elsewhere. */
  async #ends(displays: readonly DisplayName[]): Promise<RecordingEnd[]> {
    const ends: RecordingEnd[] = [];
    for (const display of displays) {
      const run = this.#runs.get(display);
      if (run === undefined) continue;
      this.#runs.delete(display);
      await this.#keep(display, run);
      const { recording, start, end } = run;
      ends.push({
        recording,
        display,
        started: true,
        segments: 1,
        footage: { start, end },
        cause: 'capture-failed',
        problem: 'it broke',
      });
    }
    return ends;
  }

  async #keep(display: DisplayName, { recording, start, end }: Run): Promise<void> {
    const body = segmentBodyOf({ recording, display, start, duration: end - start });
    await this.#journal.append({ body, file: `${body.segment}.ts` });
  }

  /** What did not reach the disk is lost, down to a recording without a frame. */
  async #die(): Promise<void> {
    const lastAlive = this.#clock.utc() - this.#random(SECOND);
    this.#recording = false;
    this.#journal = this.#opened.reopen();
    for (const [display, run] of this.#runs) {
      const hasFrames = run.told || this.#random(2) === 0;
      if (hasFrames) await this.#keep(display, run);
    }
    this.#runs.clear();
    this.#clock.pass(this.#random(20 * SECOND));
    const bodies = explainAbsence({
      recordings: this.#journal.openRecordings(),
      gaps: this.#journal.openGaps(),
      lastAlive,
      now: this.#clock.utc(),
      cause: 'killed',
      note: null,
      schedule: null,
      fullSince: null,
      damaged: null,
    });
    if (bodies.length > 0) await this.#journal.append(...bodies.map((body) => ({ body })));
    this.#coverage = new Coverage(this.#journal, this.#clock);
  }
}

function expectEachMomentOnce(statements: readonly Statement[]): void {
  const gaps = gapsOf(statements);
  const spans = statements.flatMap((one) =>
    one.kind === 'segment'
      ? [
          {
            display: one.display,
            recordingId: one.recording,
            from: one.start,
            to: one.start + one.duration,
          },
        ]
      : [],
  );
  expect(contradictionsOf(statements)).toEqual([]);
  const end = Math.max(...spans.map(({ to }) => to), ...gaps.map(({ from, to }) => to ?? from));
  const lanes = buildTimeline({ from: T0, to: end, now: end, lastSeen: end, spans, gaps });
  for (const { items } of lanes) {
    const first = items[0]?.from;
    expect(items.at(-1)?.to ?? end).toBe(end);
    expect(first).toBeDefined();
    for (const item of items) {
      expect(item.kind).not.toBe('pending');
      if (item.kind === 'gap') expect(item.cause).not.toBe('unexplained');
    }
  }
}

test('each moment of each display is footage or a named gap, and never both, whatever dies when', async () => {
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const history = await History.of(seed);
    const statements = await history.live();
    expect(statements.length).toBeGreaterThan(STEPS / 4);
    try {
      expectEachMomentOnce(statements);
    } catch (error) {
      throw new Error(`history ${seed}: ${String(error)}`, { cause: error });
    }
  }
}, 60_000);
