import { type PictureCodec, splitNalUnits } from './nal-units.ts';

/** A picture as the encoder made it. */
export interface Picture {
  /** When it is shown, by the media clock: 90 kHz in 33 bits. */
  readonly pts: number;
  readonly codec: PictureCodec;
  readonly units: readonly Uint8Array[];
}

const PACKET_BYTES = 188;
const SYNC = 0x47;
const STREAM_TYPES: Readonly<Record<number, PictureCodec>> = { 27: 'h264', 36: 'hevc' };

/**
 * The pictures of a plain segment (MPEG-TS, ISO/IEC 13818-1), in the order of the stream: each is the
 * content of one PES packet of its video stream. Ends at the first packet that is none, as torn footage does.
 */
export async function* transportPictures(
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Picture> {
  const reader = new TransportReader();
  let rest = new Uint8Array();
  for await (const chunk of plain) {
    const data = joined(rest, chunk);
    let at = 0;
    for (; at + PACKET_BYTES <= data.length; at += PACKET_BYTES) {
      if (data[at] !== SYNC) break;
      const picture = reader.take(data.subarray(at, at + PACKET_BYTES));
      if (picture !== null) yield picture;
    }
    rest = data.slice(at);
    if (rest.length >= PACKET_BYTES) break;
  }
  const last = reader.finish();
  if (last !== null) yield last;
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  const data = new Uint8Array(rest.length + chunk.length);
  data.set(rest);
  data.set(chunk, rest.length);
  return data;
}

/** Puts the pictures of a stream together, packet by packet. */
class TransportReader {
  #mapId = -1;
  #videoId = -1;
  #codec: PictureCodec = 'h264';
  #pts: number | null = null;
  /** As far as it has come: a copy of its own for each packet would be garbage by the million. */
  #picture = new Uint8Array(64 * 1024);
  #pictureBytes = 0;

  /** The picture that ended before this packet. */
  take(packet: Uint8Array): Picture | null {
    const id = ((at(packet, 1) & 0x1f) << 8) | at(packet, 2);
    const isStart = (at(packet, 1) & 0x40) !== 0;
    const payload = payloadOf(packet);
    if (id === this.#videoId) return this.#takeVideo(payload, isStart);
    if (isStart && id === 0) this.#mapId = mapIdOf(tableOf(payload)) ?? this.#mapId;
    else if (isStart && id === this.#mapId) this.#takeMap(tableOf(payload));
    return null;
  }

  finish(): Picture | null {
    if (this.#pts === null) return null;
    const bytes = this.#picture.slice(0, this.#pictureBytes);
    return { pts: this.#pts, codec: this.#codec, units: splitNalUnits(bytes) };
  }

  #takeVideo(payload: Uint8Array, isStart: boolean): Picture | null {
    const pts = isStart ? ptsOf(payload) : null;
    if (pts === null) {
      if (this.#pts !== null) this.#append(payload);
      return null;
    }
    const ended = this.finish();
    this.#pts = pts;
    this.#pictureBytes = 0;
    this.#append(payload.subarray(9 + at(payload, 8)));
    return ended;
  }

  #append(payload: Uint8Array): void {
    const needed = this.#pictureBytes + payload.length;
    if (needed > this.#picture.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.#picture);
      this.#picture = larger;
    }
    this.#picture.set(payload, this.#pictureBytes);
    this.#pictureBytes = needed;
  }

  /** The first stream of a kind that recorders make. */
  #takeMap(table: Uint8Array): void {
    const end = 3 + (((at(table, 1) & 0x0f) << 8) | at(table, 2)) - 4;
    let entry = 12 + (((at(table, 10) & 0x0f) << 8) | at(table, 11));
    while (entry + 5 <= Math.min(end, table.length)) {
      const codec = STREAM_TYPES[at(table, entry)];
      if (codec !== undefined) {
        this.#videoId = ((at(table, entry + 1) & 0x1f) << 8) | at(table, entry + 2);
        this.#codec = codec;
        return;
      }
      entry += 5 + (((at(table, entry + 3) & 0x0f) << 8) | at(table, entry + 4));
    }
  }
}

function payloadOf(packet: Uint8Array): Uint8Array {
  const control = at(packet, 3);
  if ((control & 0x10) === 0) return packet.subarray(PACKET_BYTES);
  return packet.subarray((control & 0x20) === 0 ? 4 : 5 + at(packet, 4));
}

/** Behind the pointer at its front. */
function tableOf(payload: Uint8Array): Uint8Array {
  return payload.subarray(1 + at(payload, 0));
}

/** Where the first program's map is found. */
function mapIdOf(table: Uint8Array): number | null {
  for (let entry = 8; entry + 4 <= table.length - 4; entry += 4) {
    const program = (at(table, entry) << 8) | at(table, entry + 1);
    if (program !== 0) return ((at(table, entry + 2) & 0x1f) << 8) | at(table, entry + 3);
  }
  return null;
}

/** Null for what is no beginning of a video's PES packet that tells its time. */
function ptsOf(pes: Uint8Array): number | null {
  const isVideo = at(pes, 0) === 0 && at(pes, 1) === 0 && at(pes, 2) === 1;
  if (!isVideo || (at(pes, 3) & 0xf0) !== 0xe0 || (at(pes, 7) & 0x80) === 0) return null;
  const high = (at(pes, 9) >> 1) & 0x07;
  const middle = ((at(pes, 10) << 8) | at(pes, 11)) >> 1;
  const low = ((at(pes, 12) << 8) | at(pes, 13)) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
