import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** Of which moments of a day there are pictures, and how much the screen changed then. */
export const LanePictures = z.object({
  device: DeviceId,
  display: z.string(),
  /** In order of time; the lists below run along with it. ms after the day's `from`. */
  starts: z.array(z.number().int()),
  /** ms */
  lasts: z.array(z.number().int().min(0)),
  /** 0 to 100; -1 where it is not known. */
  changes: z.array(z.number().int().min(-1).max(100)),
  /** Positions, in the lists, of segments that have no picture. */
  blank: z.array(z.number().int().min(0)),
});
export type LanePictures = z.infer<typeof LanePictures>;

export const DayPictures = z.object({ from: UtcMicros, lanes: z.array(LanePictures) });
export type DayPictures = z.infer<typeof DayPictures>;

export interface Picture {
  /** UTC µs of the segment that it shows the first frame of. */
  readonly from: number;
  readonly to: number;
  /** WebP. */
  readonly image: Uint8Array<ArrayBuffer>;
}

/** Before each picture of an answer: bytes 4 | from 8 | to 8, big-endian, times as doubles. */
const HEAD_BYTES = 20;

export function pictureHead(picture: {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}): Uint8Array {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint32(0, picture.bytes);
  head.setFloat64(4, picture.from);
  head.setFloat64(12, picture.to);
  return new Uint8Array(head.buffer);
}

/** All whole pictures of an answer. */
export function parsePictures(answer: ArrayBuffer): Picture[] {
  const view = new DataView(answer);
  const pictures: Picture[] = [];
  for (let at = 0; at + HEAD_BYTES <= answer.byteLength; ) {
    const start = at + HEAD_BYTES;
    const end = start + view.getUint32(at);
    if (end > answer.byteLength) break;
    const image = new Uint8Array(answer, start, end - start);
    pictures.push({ from: view.getFloat64(at + 4), to: view.getFloat64(at + 12), image });
    at = end;
  }
  return pictures;
}
