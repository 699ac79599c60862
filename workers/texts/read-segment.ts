import type { ReadLine } from '@workcompanion/core/search/text-pack';
import { chooseFrames, framesOf } from './choose-frames.ts';
import { drawFrames } from './draw-frames.ts';
import { nameOfLine } from './merge-lines.ts';
import type { ScreenLine, ScreenReader } from './screen-reader.ts';

/** A decrypted segment, in memory alone. */
export interface PlainSegment {
  readonly bytes: Buffer;
  /** UTC µs, and µs. */
  readonly startsAt: number;
  readonly duration: number;
}

interface Reading {
  readonly reader: ScreenReader;
  readonly ffmpeg: string;
  readonly signal?: AbortSignal;
}

/** What stood on a display during a segment. */
interface SegmentText {
  /** Each with when it came and when it was gone. */
  readonly lines: ReadLine[];
  /** How many pictures were looked at. */
  readonly screens: number;
}

/** Null when none of its pictures can be decoded. */
export async function readSegment(
  { reader, ...drawing }: Reading,
  { bytes, startsAt, duration }: PlainSegment,
): Promise<SegmentText | null> {
  const frames = framesOf(bytes);
  const chosen = chooseFrames(frames);
  const last = frames[chosen.at(-1)?.index ?? -1];
  if (last === undefined) return null;
  const images = drawFrames({
    ...drawing,
    segment: bytes.subarray(0, last.end),
    indexes: chosen.map(({ index }) => index),
  });
  const track = new LineTrack();
  let drawn = 0;
  for await (const image of images) {
    const since = chosen[drawn]?.since ?? 0;
    track.show(await reader.read(image, drawing.signal), startsAt + Math.round(since));
    drawn += 1;
  }
  return drawn === 0 ? null : { lines: track.end(startsAt + duration), screens: drawn };
}

/** What stands on a screen from one reading to the next. */
class LineTrack {
  readonly #gone: ReadLine[] = [];
  #standing: ReadLine[] = [];

  show(lines: readonly ScreenLine[], at: number): void {
    const before = new Map(this.#standing.map((line) => [nameOfLine(line), line]));
    this.#standing = lines.map((line) => {
      const name = nameOfLine(line);
      const from = before.get(name)?.from ?? at;
      before.delete(name);
      return { ...line, from, to: at };
    });
    this.#gone.push(...[...before.values()].map((line) => ({ ...line, to: at })));
  }

  end(at: number): ReadLine[] {
    return [...this.#gone, ...this.#standing.map((line) => ({ ...line, to: at }))];
  }
}
