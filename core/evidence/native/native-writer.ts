import { areEqual, isKeyPicture, parameterSetsOf, sampleOf } from './nal-units.ts';
import { nativeHead } from './native-head.ts';
import { type PictureDescription, textSample } from './sample-entries.ts';
import type { MediaSample } from './sample-tables.ts';
import type { Picture } from './transport-pictures.ts';

export interface NativeLine {
  readonly ticks: number;
  readonly text: string;
}

interface Sink {
  write(bytes: Uint8Array): Promise<void> | void;
}

/** Writes the media of a native video, whose head is known at the end. Times in ticks of the clip. */
export class NativeWriter {
  readonly #sink: Sink;
  readonly #size: Pick<PictureDescription, 'width' | 'height'>;
  readonly #descriptions: PictureDescription[] = [];
  readonly #pictures: MediaSample[] = [];
  readonly #lines: MediaSample[] = [];

  constructor(sink: Sink, size: Pick<PictureDescription, 'width' | 'height'>) {
    this.#sink = sink;
    this.#size = size;
  }

  async picture(ticks: number, { codec, units }: Pick<Picture, 'codec' | 'units'>): Promise<void> {
    const sample = sampleOf(units);
    const description = this.#describe({ codec, units });
    const isKey = isKeyPicture(codec, units);
    this.#pictures.push({ ticks, bytes: sample.length, isKey, description });
    await this.#sink.write(sample);
  }

  /** After all pictures: the lines of the subtitles, each until the next. The head, which comes first. */
  async finish(lines: readonly NativeLine[], length: number): Promise<Buffer> {
    for (const { ticks, text } of lines) {
      const sample = textSample(text);
      this.#lines.push({ ticks, bytes: sample.length, isKey: true, description: 0 });
      await this.#sink.write(sample);
    }
    const [descriptions, pictures] = [this.#descriptions, this.#pictures];
    return nativeHead({ length, descriptions, pictures, lines: this.#lines });
  }

  /** A new one where the parameter sets are others; pictures without any go by those of the one before. */
  #describe({ codec, units }: Pick<Picture, 'codec' | 'units'>): number {
    const parameterSets = parameterSetsOf(codec, units);
    const own = parameterSets.flat();
    if (own.length === 0) return this.#pictures.at(-1)?.description ?? 0;
    const known = this.#descriptions.findIndex(({ parameterSets: sets, codec: of }) => {
      const all = sets.flat();
      const isSame =
        all.length === own.length && all.every((set, at) => areEqual(set, own[at] ?? sampleOf([])));
      return of === codec && isSame;
    });
    if (known >= 0) return known;
    return this.#descriptions.push({ codec, ...this.#size, parameterSets }) - 1;
  }
}
