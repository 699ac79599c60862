import { ByteSource } from './byte-source.ts';
import { type ClipClock, TICKS_PER_SECOND, ticksAt } from './clip-ticks.ts';
import { isEmptyPicture } from './empty-picture.ts';
import { areEqual, parameterSetsOf, sampleOf, unitsOf } from './nal-units.ts';
import { type IndexedPicture, type NativeIndex, readNativeHead } from './read-native-head.ts';
import { type NativeSegment, type ShownPicture, shownPictures } from './shown-pictures.ts';

/** What a native video shows, compared with what was signed. Times in UTC µs. */
export interface ComparedVideo {
  /** Pictures that are just those that were signed. */
  readonly signed: number;
  /** Pictures at the clip's beginning that were encoded anew, and until when. */
  readonly encoded: { readonly count: number; readonly until: number };
  /** Pictures that are not those that were signed, or that nobody recorded. */
  readonly other: Differences;
  /** Signed pictures that it leaves out. */
  readonly missing: Differences;
  /** Pictures for which a decoder is set up otherwise than their encoder said. */
  readonly parameters: Differences;
}

interface Differences {
  readonly count: number;
  /** Where the first of them is. */
  readonly at: number;
}

/** Throws `UnreadableVideo`, and what the sources throw. */
export async function compareVideo(
  clip: ClipClock,
  video: AsyncIterable<Uint8Array>,
  segments: readonly NativeSegment[],
): Promise<ComparedVideo> {
  const source = new ByteSource(video);
  try {
    const comparison = new Comparison(clip, source, await readNativeHead(source));
    for await (const picture of shownPictures(clip, segments)) await comparison.take(picture);
    return await comparison.finish(segments);
  } finally {
    await source.close();
  }
}

class Comparison {
  readonly #clip: ClipClock;
  readonly #source: ByteSource;
  readonly #index: NativeIndex;
  readonly #empty: IndexedPicture[] = [];
  readonly #other = new Tally();
  readonly #missing = new Tally();
  readonly #parameters = new Tally();
  #next = 0;
  #signed = 0;
  #encoded = { count: 0, until: 0 };
  #description = -1;

  constructor(clip: ClipClock, source: ByteSource, index: NativeIndex) {
    this.#clip = clip;
    this.#source = source;
    this.#index = index;
  }

  async take(picture: ShownPicture): Promise<void> {
    await this.#passUntil(picture.ticks);
    const found = this.#index.pictures[this.#next];
    if (found?.ticks !== picture.ticks) {
      this.#missing.add(picture.ticks);
      return;
    }
    const sample = await this.#readNext(found, picture);
    if (picture.isLead) {
      this.#encoded = { count: this.#encoded.count + 1, until: picture.ticks };
    } else if (areEqual(sample, sampleOf(picture.units))) this.#signed += 1;
    else this.#other.add(picture.ticks);
  }

  /** Where there is no footage a video may show that there is none. */
  async finish(segments: readonly NativeSegment[]): Promise<ComparedVideo> {
    await this.#passUntil(Number.POSITIVE_INFINITY);
    const shown = segments.map(({ start, duration }) => ({
      from: ticksAt(this.#clip, start),
      to: ticksAt(this.#clip, start + duration),
    }));
    for (const { ticks } of this.#empty) {
      if (shown.some(({ from, to }) => ticks >= from && ticks < to)) this.#other.add(ticks);
    }
    const clip = this.#clip;
    return {
      signed: this.#signed,
      encoded: { count: this.#encoded.count, until: momentAt(clip, this.#encoded.until) },
      other: this.#other.told(clip),
      missing: this.#missing.told(clip),
      parameters: this.#parameters.told(clip),
    };
  }

  async #passUntil(ticks: number): Promise<void> {
    for (;;) {
      const picture = this.#index.pictures[this.#next];
      if (picture === undefined || picture.ticks >= ticks) return;
      const sample = await this.#readNext(picture, null);
      if (isEmptyPicture(unitsOf(sample))) this.#empty.push(picture);
      else this.#other.add(picture.ticks);
    }
  }

  /** Its sample, of which the parameter sets are those that a decoder was set up with. */
  async #readNext(picture: IndexedPicture, shown: ShownPicture | null): Promise<Uint8Array> {
    this.#next += 1;
    const sample = await this.#source.take(picture.bytes);
    const description = this.#index.descriptions[picture.description];
    const codec = description?.codec ?? 'h264';
    const own = parameterSetsOf(codec, unitsOf(sample)).flat();
    const sets = description?.parameterSets ?? [];
    const isRight =
      own.length === 0
        ? picture.description === this.#description
        : own.length === sets.length && own.every((set, at) => areEqual(set, sets[at] ?? sample));
    const isOfCodec = shown === null || shown.isLead || shown.codec === codec;
    if (!isRight || !isOfCodec) this.#parameters.add(picture.ticks);
    this.#description = picture.description;
    return sample;
  }
}

class Tally {
  #count = 0;
  #first = 0;

  add(ticks: number): void {
    if (this.#count === 0 || ticks < this.#first) this.#first = ticks;
    this.#count += 1;
  }

  told(clip: ClipClock): Differences {
    return { count: this.#count, at: momentAt(clip, this.#first) };
  }
}

function momentAt({ from }: ClipClock, ticks: number): number {
  return from + Math.round((ticks / TICKS_PER_SECOND) * 1_000_000);
}
