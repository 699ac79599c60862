import { isDeepStrictEqual } from 'node:util';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import { chooseDisplays, type Display, isSameSource } from './display.ts';
import { DisplayCapture, type DisplayCaptureContext } from './display-capture.ts';
import type { RecordingEnd } from './recording-end.ts';

/** Captures all displays of the machine, from the start of recording to its stop. */
export class CaptureSession {
  readonly #context: DisplayCaptureContext;
  readonly #captures = new Map<DisplayName, DisplayCapture>();
  #settings: CapturePolicy;

  private constructor(context: DisplayCaptureContext, settings: CapturePolicy) {
    this.#context = context;
    this.#settings = settings;
  }

  static async begin(
    context: DisplayCaptureContext,
    displays: readonly Display[],
    settings: CapturePolicy,
  ): Promise<CaptureSession> {
    const session = new CaptureSession(context, settings);
    await session.#open(chooseDisplays(displays, settings.displays));
    return session;
  }

  get displays(): readonly DisplayName[] {
    return [...this.#captures.keys()];
  }

  /** Displays on which something is painted over. */
  get covered(): readonly DisplayName[] {
    return [...this.#captures].flatMap(([name, { recording }]) =>
      recording.mask.length > 0 && recording.lastFrameAt !== null ? [name] : [],
    );
  }

  /** The newest frame that certainly shows something. */
  get lastFrameAt(): number | null {
    const { pictures } = this.#context.recording;
    const times = [...this.#captures].flatMap(
      ([name, capture]) => pictures.verifiedAt(name, capture.recording.lastFrameAt) ?? [],
    );
    return times.length === 0 ? null : Math.max(...times);
  }

  get ffmpegPids(): readonly number[] {
    return [...this.#captures.values()].flatMap((capture) => capture.recording.ffmpegPid ?? []);
  }

  /** Follows what is plugged in: displays that are gone end, new ones begin, changed ones do both. */
  async follow(all: readonly Display[]): Promise<void> {
    const displays = chooseDisplays(all, this.#settings.displays);
    const present = new Map(displays.map((display) => [display.name, display]));
    for (const capture of [...this.#captures.values()]) {
      const now = present.get(capture.display.name);
      if (now === undefined || !isSameSource(now, capture.display)) {
        const isThere = all.some(({ name }) => name === capture.display.name);
        await this.#close(
          capture,
          isThere && now === undefined ? 'settings-changed' : 'display-lost',
        );
      }
    }
    await this.#open(displays.filter(({ name }) => !this.#captures.has(name)));
  }

  async change(settings: CapturePolicy): Promise<void> {
    if (isDeepStrictEqual(settings, this.#settings)) return;
    this.#settings = settings;
    await Promise.all([...this.#captures.values()].map((capture) => capture.change(settings)));
  }

  /** Returns the ends of the recordings, which the caller writes down. */
  async stop(): Promise<readonly RecordingEnd[]> {
    const captures = [...this.#captures.values()];
    this.#captures.clear();
    return (await Promise.all(captures.map((capture) => capture.stop()))).flat();
  }

  async #open(displays: readonly Display[]): Promise<void> {
    await this.#context.coverage.expect(displays.map(({ name }) => name));
    for (const display of displays) {
      this.#captures.set(display.name, new DisplayCapture(this.#context, display, this.#settings));
    }
  }

  /** The cause `settings-changed` means that the display is there but no longer recorded by the policy. */
  async #close(capture: DisplayCapture, cause: 'display-lost' | 'settings-changed'): Promise<void> {
    const { coverage } = this.#context;
    const { name } = capture.display;
    this.#captures.delete(name);
    const ends = await capture.stop();
    await coverage.displayEnded(name, ends, cause);
  }
}
