import { isDeepStrictEqual } from 'node:util';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import { chooseDisplays } from './choose-displays.ts';
import { type Display, isSameSource } from './display.ts';
import { DisplayLane, type LaneContext } from './display-lane.ts';
import type { RecordingEnd } from './recording-end.ts';

/** All displays of the machine, each in its lane, from the start of recording to its stop. */
export class CaptureSession {
  readonly #context: LaneContext;
  readonly #lanes = new Map<DisplayName, DisplayLane>();
  #settings: CapturePolicy;

  private constructor(context: LaneContext, settings: CapturePolicy) {
    this.#context = context;
    this.#settings = settings;
  }

  static async begin(
    context: LaneContext,
    displays: readonly Display[],
    settings: CapturePolicy,
  ): Promise<CaptureSession> {
    const session = new CaptureSession(context, settings);
    await session.#open(chooseDisplays(displays, settings.displays));
    return session;
  }

  get displays(): readonly DisplayName[] {
    return [...this.#lanes.keys()];
  }

  /** Where something is painted over. */
  get covered(): readonly DisplayName[] {
    return [...this.#lanes].flatMap(([name, { recording }]) =>
      recording.mask.length > 0 && recording.lastFrameAt !== null ? [name] : [],
    );
  }

  /** Of which there is no doubt that it shows something. */
  get lastFrameAt(): number | null {
    const { pictures } = this.#context.recording;
    const times = [...this.#lanes].flatMap(
      ([name, lane]) => pictures.verifiedAt(name, lane.recording.lastFrameAt) ?? [],
    );
    return times.length === 0 ? null : Math.max(...times);
  }

  /** Of segments that are still growing. */
  get openBytes(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.recording.openBytes, 0);
  }

  get ffmpegPids(): readonly number[] {
    return [...this.#lanes.values()].flatMap((lane) => lane.recording.ffmpegPid ?? []);
  }

  /** Follows what is plugged in now: gone ones end, new ones begin, changed ones do both. */
  async follow(all: readonly Display[]): Promise<void> {
    const displays = chooseDisplays(all, this.#settings.displays);
    const present = new Map(displays.map((display) => [display.name, display]));
    for (const lane of [...this.#lanes.values()]) {
      const now = present.get(lane.display.name);
      if (now === undefined || !isSameSource(now, lane.display)) {
        const isThere = all.some(({ name }) => name === lane.display.name);
        await this.#close(lane, isThere && now === undefined ? 'settings-changed' : 'display-lost');
      }
    }
    await this.#open(displays.filter(({ name }) => !this.#lanes.has(name)));
  }

  async change(settings: CapturePolicy): Promise<void> {
    if (isDeepStrictEqual(settings, this.#settings)) return;
    this.#settings = settings;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.change(settings)));
  }

  /** The ends are the caller's to write down. */
  async stop(): Promise<readonly RecordingEnd[]> {
    const lanes = [...this.#lanes.values()];
    this.#lanes.clear();
    return (await Promise.all(lanes.map((lane) => lane.stop()))).flat();
  }

  async #open(displays: readonly Display[]): Promise<void> {
    await this.#context.coverage.expect(displays.map(({ name }) => name));
    for (const display of displays) {
      this.#lanes.set(display.name, new DisplayLane(this.#context, display, this.#settings));
    }
  }

  /** `settings-changed`: it is there, and the policy does not record it any more. */
  async #close(lane: DisplayLane, cause: 'display-lost' | 'settings-changed'): Promise<void> {
    const { coverage } = this.#context;
    const { name } = lane.display;
    this.#lanes.delete(name);
    const ends = await lane.stop();
    await coverage.displayEnded(name, ends, cause);
  }
}
