import type { ByteSource } from './byte-source.ts';
import type { PictureCodec } from './nal-units.ts';

/** A picture of a video, as its index tells it. */
export interface IndexedPicture {
  /** When it is shown; 90 kHz from the beginning of the video. */
  readonly ticks: number;
  readonly bytes: number;
  readonly description: number;
}

/** What a decoder is set up with for some of the pictures. */
export interface IndexedDescription {
  readonly codec: PictureCodec;
  /** In order. */
  readonly parameterSets: readonly Uint8Array[];
}

export interface NativeIndex {
  readonly descriptions: readonly IndexedDescription[];
  readonly pictures: readonly IndexedPicture[];
}

/** Why a video is not one that was made here; for whoever looks into it, in English. */
export class UnreadableVideo extends Error {}

/** A day at 30 frames a second has a smaller one. */
const MOST_HEAD_BYTES = 256 * 1024 * 1024;
const TICKS_PER_SECOND = 90_000;

/**
 * Reads the head of a native video: the boxes `ftyp`, `moov` and the beginning of `mdat`, up to its first
 * picture. The pictures lie there one behind the other. Throws `UnreadableVideo` for anything else.
 */
export async function readNativeHead(source: ByteSource): Promise<NativeIndex> {
  await readBox(source, 'ftyp');
  const moov = await readBox(source, 'moov');
  await expectMedia(source);
  const tracks = boxesIn(moov).filter(({ type }) => type === 'trak');
  const videos = tracks.filter(({ body }) => handlerOf(body) === 'vide');
  const [video] = videos;
  if (video === undefined || videos.length > 1) throw new UnreadableVideo('not one video track');
  if (tracks.some(({ body }) => !['vide', 'sbtl'].includes(handlerOf(body)))) {
    throw new UnreadableVideo('a track that is no video and no subtitles');
  }
  return indexOf(video.body, source.at);
}

async function readBox(source: ByteSource, type: string): Promise<Uint8Array> {
  const head = await readHead(source);
  if (head.type !== type) throw new UnreadableVideo(`${head.type} where ${type} belongs`);
  if (head.bytes < 8 || head.bytes > MOST_HEAD_BYTES) throw new UnreadableVideo('a box has no end');
  return take(source, head.bytes - 8);
}

async function readHead(source: ByteSource) {
  const head = await take(source, 8);
  return { bytes: numberAt(head, 0), type: textAt(head, 4) };
}

/** Its size is of 64 bits, and it goes on until the end of the file. */
async function expectMedia(source: ByteSource): Promise<void> {
  const { type, bytes } = await readHead(source);
  if (type !== 'mdat' || bytes !== 1) throw new UnreadableVideo(`${type} where mdat belongs`);
  await take(source, 8);
}

async function take(source: ByteSource, bytes: number): Promise<Uint8Array> {
  const taken = await source.take(bytes);
  if (taken.length < bytes) throw new UnreadableVideo('it ends too early');
  return taken;
}

interface Box {
  readonly type: string;
  readonly body: Uint8Array;
}

function boxesIn(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = numberAt(bytes, at);
    if (size < 8 || at + size > bytes.length) throw new UnreadableVideo('a box has no end');
    boxes.push({ type: textAt(bytes, at + 4), body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** The one box of that path. */
function boxAt(bytes: Uint8Array, ...path: readonly string[]): Uint8Array {
  return path.reduce((within, type) => {
    const found = boxesIn(within).filter((box) => box.type === type);
    const [one] = found;
    if (one === undefined || found.length > 1) throw new UnreadableVideo(`not one ${type}`);
    return one.body;
  }, bytes);
}

function handlerOf(track: Uint8Array): string {
  return textAt(boxAt(track, 'mdia', 'hdlr'), 8);
}

function indexOf(track: Uint8Array, mediaAt: number): NativeIndex {
  const mdhd = boxAt(track, 'mdia', 'mdhd');
  if (numberAt(mdhd, 12) !== TICKS_PER_SECOND) throw new UnreadableVideo('another clock');
  const tables = boxAt(track, 'mdia', 'minf', 'stbl');
  if (boxesIn(tables).some(({ type }) => type === 'ctts')) {
    throw new UnreadableVideo('pictures that are not in the order of their times');
  }
  const sizes = sizesIn(boxAt(tables, 'stsz'));
  const times = timesIn(boxAt(tables, 'stts'), delayOf(track));
  const places = placesIn(tables, sizes, mediaAt);
  if (times.length !== sizes.length || places.length !== sizes.length) {
    throw new UnreadableVideo('tables of different lengths');
  }
  return {
    descriptions: descriptionsIn(boxAt(tables, 'stsd')),
    pictures: sizes.map((bytes, at) => ({
      bytes,
      ticks: times[at] ?? 0,
      description: places[at] ?? 0,
    })),
  };
}

/** Until the track begins; the only edit list that is understood. */
function delayOf(track: Uint8Array): number {
  if (!boxesIn(track).some(({ type }) => type === 'edts')) return 0;
  const list = boxAt(track, 'edts', 'elst');
  const [version, count, delay = 0, empty, rate, , from, second] = numbersIn(list);
  const isDelay = version === 0 && count === 2 && empty === 0xffffffff && from === 0;
  if (!isDelay || rate !== 0x10000 || second !== 0x10000 || list.length !== 32) {
    throw new UnreadableVideo('an edit list that is more than a delay');
  }
  return delay;
}

function sizesIn(stsz: Uint8Array): number[] {
  const [, common, count = 0, ...sizes] = numbersIn(stsz);
  if (common !== 0 || sizes.length !== count) throw new UnreadableVideo('sizes that are not told');
  return sizes;
}

function timesIn(stts: Uint8Array, delay: number): number[] {
  const [, , ...runs] = numbersIn(stts);
  const times: number[] = [];
  let at = delay;
  for (let run = 0; run + 1 < runs.length; run += 2) {
    if (runs[run + 1] === 0) throw new UnreadableVideo('two pictures at a time');
    for (let left = runs[run] ?? 0; left > 0; left -= 1) {
      times.push(at);
      at += runs[run + 1] ?? 0;
      if (times.length > MOST_PICTURES) throw new UnreadableVideo('too many pictures');
    }
  }
  return times;
}

/** A day at 60 frames a second. */
const MOST_PICTURES = 86_400 * 60;

/** The description of each picture, if they lie one behind the other from `mediaAt` on. */
function placesIn(tables: Uint8Array, sizes: readonly number[], mediaAt: number): number[] {
  const [, , ...halves] = numbersIn(boxAt(tables, 'co64'));
  const [, , ...changes] = numbersIn(boxAt(tables, 'stsc'));
  const places: number[] = [];
  let at = mediaAt;
  let line = 0;
  for (let chunk = 0; 2 * chunk + 1 < halves.length; chunk += 1) {
    if (changes[line + 3] === chunk + 1) line += 3;
    const offset = (halves[2 * chunk] ?? 0) * 2 ** 32 + (halves[2 * chunk + 1] ?? 0);
    if (offset !== at) throw new UnreadableVideo('pictures that lie elsewhere');
    for (let left = changes[line + 1] ?? 0; left > 0 && places.length < sizes.length; left -= 1) {
      at += sizes[places.length] ?? 0;
      places.push((changes[line + 2] ?? 0) - 1);
    }
  }
  return places;
}

function descriptionsIn(stsd: Uint8Array): IndexedDescription[] {
  return boxesIn(stsd.subarray(8)).map(({ type, body }) => {
    const settings = body.subarray(78);
    if (type === 'avc1') return { codec: 'h264', parameterSets: avcSets(boxAt(settings, 'avcC')) };
    if (type === 'hvc1') return { codec: 'hevc', parameterSets: hevcSets(boxAt(settings, 'hvcC')) };
    throw new UnreadableVideo(`pictures of the kind ${type}`);
  });
}

function avcSets(avcC: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 5;
  for (const mask of [0x1f, 0xff]) {
    const count = (avcC[at] ?? 0) & mask;
    at = takeSets(avcC, { at: at + 1, count }, sets);
  }
  return sets;
}

function hevcSets(hvcC: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 23;
  for (let lists = hvcC[22] ?? 0; lists > 0; lists -= 1) {
    const count = ((hvcC[at + 1] ?? 0) << 8) | (hvcC[at + 2] ?? 0);
    at = takeSets(hvcC, { at: at + 3, count }, sets);
  }
  return sets;
}

function takeSets(
  record: Uint8Array,
  { at: from, count }: { readonly at: number; readonly count: number },
  sets: Uint8Array[],
): number {
  let at = from;
  for (let left = count; left > 0; left -= 1) {
    const end = at + 2 + (((record[at] ?? 0) << 8) | (record[at + 1] ?? 0));
    if (end > record.length) throw new UnreadableVideo('parameter sets without an end');
    sets.push(record.subarray(at + 2, end));
    at = end;
  }
  return at;
}

function numbersIn(bytes: Uint8Array): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => numberAt(bytes, 4 * at));
}

function numberAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new UnreadableVideo('a box is too short');
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
