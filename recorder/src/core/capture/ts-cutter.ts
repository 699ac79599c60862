import { AppError } from '@workcompanion/core/errors';

const PAT_ID = 0;

/** One whole frame: the TS packets of its PES packet, in pieces as they arrived. */
export interface Frame {
  /** A key frame decodes alone, so that a segment may begin here. */
  readonly key: boolean;
  /** 90 kHz, 33 bits. */
  readonly pts: number;
  /** Size of the encoded picture with its header; null above 64 KB, where the stream does not tell it. */
  readonly bytes: number | null;
  readonly packets: readonly Buffer[];
}

interface OpenFrame {
  readonly key: boolean;
  readonly pts: number;
  readonly bytes: number | null;
  readonly packets: Buffer[];
  /** Bytes that the PES packet still lacks; null when it does not tell its length. */
  missing: number | null;
}

/**
 * Cuts ffmpeg's MPEG-TS into whole frames. The tables are held back and put at the head of each segment,
 * which then decodes alone. Reads only packet headers, and copies only a packet that two chunks share.
 */
export class TsCutter {
  #rest: Buffer = Buffer.alloc(0);
  #pat: Buffer | null = null;
  #pmt: Buffer | null = null;
  #pmtId = -1;
  #videoId = -1;
  #open: OpenFrame | null = null;

  /** The packets that each segment begins with. They are known before the first frame is returned. */
  get tables(): Buffer {
    return Buffer.concat([this.#pat ?? Buffer.alloc(0), this.#pmt ?? Buffer.alloc(0)]);
  }

  /** Returns the frames that `chunk` completes. `chunk` must not be changed afterwards. */
  push(chunk: Buffer): Frame[] {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const frames: Frame[] = [];
    let at = 0;
    for (; at + TS_PACKET_BYTES <= data.length; at += TS_PACKET_BYTES) {
      if (!isSynced(data, at)) throw new AppError('internal', 'the encoder lost the TS sync byte');
      this.#take(data, at, frames);
    }
    this.#rest = Buffer.from(data.subarray(at));
    return frames;
  }

  /** Returns the last frame after an orderly end, since only that tells that a frame without length is whole. */
  end(): Frame[] {
    const frame = this.#open;
    this.#open = null;
    return frame?.missing === null ? [frame] : [];
  }

  #take(data: Buffer, at: number, frames: Frame[]): void {
    const id = packetId(data, at);
    if (id === PAT_ID) {
      this.#pat = Buffer.from(data.subarray(at, at + TS_PACKET_BYTES));
      this.#pmtId = programMapId(data, at);
    } else if (id === this.#pmtId) {
      this.#pmt = Buffer.from(data.subarray(at, at + TS_PACKET_BYTES));
      this.#videoId = firstStreamId(data, at);
    } else if (id === this.#videoId) {
      this.#takeVideo(data, at, frames);
    }
  }

  #takeVideo(data: Buffer, at: number, frames: Frame[]): void {
    const payload = payloadOffset(data, at);
    if (startsUnit(data, at)) {
      if (this.#open?.missing === null) frames.push(this.#open);
      this.#open = openFrame(data, at, payload);
    }
    const frame = this.#open;
    if (frame === null) return;
    extend(frame.packets, data, at);
    if (frame.missing === null) return;
    frame.missing -= at + TS_PACKET_BYTES - payload;
    if (frame.missing > 0) return;
    frames.push(frame);
    this.#open = null;
  }
}

function openFrame(data: Buffer, at: number, payload: number): OpenFrame {
  const pts = pesPts(data, payload);
  if (pts === null) throw new AppError('internal', 'the encoder gave a frame without a time');
  const said = pesBytes(data, payload);
  const bytes = said === 0 ? null : said;
  return { key: isRandomAccess(data, at), pts, bytes, packets: [], missing: bytes };
}

/** Adds a packet; packets that lie side by side in one chunk stay one piece. */
function extend(packets: Buffer[], data: Buffer, at: number): void {
  const last = packets.at(-1);
  if (last !== undefined && last.buffer === data.buffer) {
    const from = last.byteOffset - data.byteOffset;
    if (from >= 0 && from + last.length === at) {
      packets[packets.length - 1] = data.subarray(from, at + TS_PACKET_BYTES);
      return;
    }
  }
  packets.push(data.subarray(at, at + TS_PACKET_BYTES));
}

/** MPEG-TS (ISO/IEC 13818-1): only what cutting needs, read in place from `buffer` at `at`. */
const TS_PACKET_BYTES = 188;
const SYNC_BYTE = 0x47;
const PES_HEADER_BYTES = 6;

function isSynced(buffer: Buffer, at: number): boolean {
  return buffer[at] === SYNC_BYTE;
}

function packetId(buffer: Buffer, at: number): number {
  return buffer.readUInt16BE(at + 1) & 0x1fff;
}

/** Whether a PES packet or a table begins in this packet. */
function startsUnit(buffer: Buffer, at: number): boolean {
  return (buffer.readUInt8(at + 1) & 0x40) !== 0;
}

/** Reads the random access indicator: the frame that begins here decodes without any other. */
function isRandomAccess(buffer: Buffer, at: number): boolean {
  return (
    hasAdaptation(buffer, at) &&
    buffer.readUInt8(at + 4) > 0 &&
    (buffer.readUInt8(at + 5) & 0x40) !== 0
  );
}

function payloadOffset(buffer: Buffer, at: number): number {
  return at + 4 + (hasAdaptation(buffer, at) ? 1 + buffer.readUInt8(at + 4) : 0);
}

function hasAdaptation(buffer: Buffer, at: number): boolean {
  return (buffer.readUInt8(at + 3) & 0x20) !== 0;
}

/** The whole length of the PES packet that begins at `offset`; 0 when it does not tell it. */
function pesBytes(buffer: Buffer, offset: number): number {
  const length = buffer.readUInt16BE(offset + 4);
  return length === 0 ? 0 : length + PES_HEADER_BYTES;
}

/** The 33-bit presentation time in ticks of 90 kHz; null when the PES packet has none. */
function pesPts(buffer: Buffer, offset: number): number | null {
  if (buffer.readUIntBE(offset, 3) !== 1) return null;
  if ((buffer.readUInt8(offset + 7) & 0x80) === 0) return null;
  const high = (buffer.readUInt8(offset + 9) >> 1) & 0x07;
  const middle = buffer.readUInt16BE(offset + 10) >> 1;
  const low = buffer.readUInt16BE(offset + 12) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** Reads a program association table with one program, as ffmpeg writes it. */
function programMapId(buffer: Buffer, at: number): number {
  const section = sectionOffset(buffer, at);
  return buffer.readUInt16BE(section + 10) & 0x1fff;
}

/** The first stream of a program map table. */
function firstStreamId(buffer: Buffer, at: number): number {
  const section = sectionOffset(buffer, at);
  const programInfoBytes = buffer.readUInt16BE(section + 10) & 0x0fff;
  return buffer.readUInt16BE(section + 13 + programInfoBytes) & 0x1fff;
}

function sectionOffset(buffer: Buffer, at: number): number {
  const payload = payloadOffset(buffer, at);
  return payload + 1 + buffer.readUInt8(payload);
}
