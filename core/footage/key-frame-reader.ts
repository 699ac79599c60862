const PACKET_BYTES = 188;
const SYNC = 0x47;
const PAT_ID = 0;

export interface KeyFrame {
  readonly codec: FrameCodec;
  /** Annex B: decodes alone. */
  readonly frame: Buffer;
  /** What the tables and the frame take of the segment. */
  readonly packetBytes: number;
}

/**
 * Takes the first frame out of a segment's MPEG-TS, which begins with its tables and a key frame.
 * Feed it until it says that it has enough; of a long segment that is a small part.
 */
export class KeyFrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #mapId = -1;
  #video: VideoStream | null = null;
  readonly #payloads: Buffer[] = [];
  #packetBytes = 0;
  #isDone = false;

  /** True when the frame is whole, or the stream is none. */
  push(chunk: Uint8Array): boolean {
    const data = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (; !this.#isDone && at + PACKET_BYTES <= data.length; at += PACKET_BYTES) {
      this.#take(data.subarray(at, at + PACKET_BYTES));
    }
    this.#rest = Buffer.from(data.subarray(at));
    return this.#isDone;
  }

  /** Null when the stream did not begin with a key frame. */
  finish(): KeyFrame | null {
    const frame = Buffer.concat(this.#payloads);
    const codec = this.#video?.codec;
    if (codec === undefined || !isKeyFrame(frame, codec)) return null;
    return { codec, frame, packetBytes: this.#packetBytes };
  }

  #take(packet: Buffer): void {
    if (packet[0] !== SYNC) {
      this.#isDone = true;
      return;
    }
    const id = packet.readUInt16BE(1) & 0x1fff;
    const isStart = (packet.readUInt8(1) & 0x40) !== 0;
    if (id === this.#video?.id) {
      if (isStart && this.#payloads.length > 0) {
        this.#isDone = true;
        return;
      }
      const payload = payloadOf(packet);
      this.#payloads.push(isStart ? elementaryOf(payload) : payload);
    } else if (id === PAT_ID) this.#mapId = programMapId(payloadOf(packet));
    else if (id === this.#mapId) this.#video = videoStream(payloadOf(packet));
    this.#packetBytes += PACKET_BYTES;
  }
}

function payloadOf(packet: Buffer): Buffer {
  const control = (packet.readUInt8(3) >> 4) & 3;
  if ((control & 1) === 0) return packet.subarray(PACKET_BYTES);
  return packet.subarray((control & 2) === 0 ? 4 : Math.min(PACKET_BYTES, 5 + packet.readUInt8(4)));
}

/** What a PES packet holds (ISO/IEC 13818-1, 2.4.3.6): its header says how long it is. */
function elementaryOf(payload: Buffer): Buffer {
  return payload.subarray(9 + (payload[8] ?? 0));
}

/** The id of the first programme's map; a table begins behind its pointer. */
function programMapId(payload: Buffer): number {
  const table = payload.subarray(1 + (payload[0] ?? 0));
  return table.length < 12 ? -1 : table.readUInt16BE(10) & 0x1fff;
}

interface VideoStream {
  readonly id: number;
  readonly codec: FrameCodec;
}

function videoStream(payload: Buffer): VideoStream | null {
  const table = payload.subarray(1 + (payload[0] ?? 0));
  if (table.length < 17) return null;
  const end = Math.min(table.length, 3 + (table.readUInt16BE(1) & 0x0fff)) - 4;
  for (let at = 12 + (table.readUInt16BE(10) & 0x0fff); at + 5 <= end; ) {
    const codec = codecOfStream(table.readUInt8(at));
    if (codec !== null) return { codec, id: table.readUInt16BE(at + 1) & 0x1fff };
    at += 5 + (table.readUInt16BE(at + 3) & 0x0fff);
  }
  return null;
}

/** How the frames of a codec look in MPEG-TS and in Annex B. */
interface CodecSigns {
  /** ISO/IEC 13818-1, table 2-34. */
  readonly streamType: number;
  readonly kindOfUnit: (header: number) => number;
  /** The unit of sequence parameters. */
  readonly parameters: number;
  /** Units of pictures that refer to no other. */
  readonly isKey: (kind: number) => boolean;
}

/** H.264 by ITU-T H.264, table 7-1; H.265 by ITU-T H.265, table 7-1. */
const SIGNS = {
  h264: {
    streamType: 0x1b,
    kindOfUnit: (header) => header & 0x1f,
    parameters: 7,
    isKey: (kind) => kind === 5,
  },
  hevc: {
    streamType: 0x24,
    kindOfUnit: (header) => (header >> 1) & 0x3f,
    parameters: 33,
    isKey: (kind) => kind >= 16 && kind <= 21,
  },
} as const satisfies Record<string, CodecSigns>;

/** What segments are encoded in, as ffmpeg calls it. */
export type FrameCodec = keyof typeof SIGNS;

const START_CODE = Buffer.of(0, 0, 1);

function codecOfStream(streamType: number): FrameCodec | null {
  if (streamType === SIGNS.h264.streamType) return 'h264';
  return streamType === SIGNS.hevc.streamType ? 'hevc' : null;
}

/** It has its parameters, and is one that refers to no other. */
function isKeyFrame(frame: Buffer, codec: FrameCodec): boolean {
  const { kindOfUnit, parameters, isKey }: CodecSigns = SIGNS[codec];
  let hasParameters = false;
  for (let at = frame.indexOf(START_CODE); at >= 0; at = frame.indexOf(START_CODE, at + 3)) {
    const kind = kindOfUnit(frame[at + 3] ?? 0);
    if (kind === parameters) hasParameters = true;
    if (isKey(kind)) return hasParameters;
  }
  return false;
}
