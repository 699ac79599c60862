import { AppError } from '@workcompanion/core/errors';
import { CLIP_START_TICKS, WRAP_TICKS } from '@workcompanion/core/evidence/native/clip-ticks';

const PACKET_BYTES = 188;
const SYNC = 0x47;

export interface RetimedPiece {
  /** Ticks of the clip at which its first frame is shown. */
  readonly firstTicks: number;
  /** Its frames from here on are left out; they are in order, since recorders make no B-frames. */
  readonly endTicks: number;
}

/**
 * Puts pieces of MPEG-TS one behind the other: each frame gets the clip's time, and each stream one
 * continuity. So one decoder reads many recordings, and knows when each frame was captured.
 */
export class TsRetimer {
  readonly #counters = new Map<number, number>();
  #rest: Buffer = Buffer.alloc(0);
  #piece: RetimedPiece | null = null;
  #firstPts: number | null = null;
  #isOver = false;
  #lastTicks: number | null = null;

  begin(piece: RetimedPiece): void {
    this.#rest = Buffer.alloc(0);
    this.#piece = piece;
    this.#firstPts = null;
    this.#isOver = false;
  }

  /** When in the clip the last frame that passed is shown; null before the first. */
  get lastTicks(): number | null {
    return this.#lastTicks;
  }

  /** No frame of the piece is wanted any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The packets that `chunk` completes, as new bytes. Throws `digest-mismatch` for what is no MPEG-TS. */
  push(chunk: Uint8Array): Buffer {
    const data = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (!this.#isOver && at + PACKET_BYTES <= data.length) {
      if (!this.#retime(data.subarray(at, at + PACKET_BYTES))) break;
      at += PACKET_BYTES;
    }
    this.#rest = data.subarray(at);
    return data.subarray(0, at);
  }

  /** False at the first packet that is left out. */
  #retime(packet: Buffer): boolean {
    if (packet[0] !== SYNC) throw new AppError('digest-mismatch', 'a segment is no MPEG-TS');
    const pes = pesWithTime(packet);
    if (pes !== null && !this.#stamp(pes)) {
      this.#isOver = true;
      return false;
    }
    this.#count(packet);
    return true;
  }

  #stamp(pes: Buffer): boolean {
    const piece = this.#piece;
    if (piece === null) throw new RangeError('no piece was begun');
    const pts = readPts(pes, 9);
    this.#firstPts ??= pts;
    const ticks = piece.firstTicks + distance(pts, this.#firstPts);
    if (ticks >= piece.endTicks) return false;
    this.#lastTicks = ticks;
    writePts(pes, 9, ticks + CLIP_START_TICKS);
    if ((pes.readUInt8(7) & 0xc0) === 0xc0) writePts(pes, 14, ticks + CLIP_START_TICKS);
    return true;
  }

  #count(packet: Buffer): void {
    const control = packet.readUInt8(3);
    if ((control & 0x10) === 0) return;
    const id = packet.readUInt16BE(1) & 0x1fff;
    const next = ((this.#counters.get(id) ?? -1) + 1) & 0x0f;
    this.#counters.set(id, next);
    packet.writeUInt8((control & 0xf0) | next, 3);
  }
}

/** The PES header (ISO/IEC 13818-1, 2.4.3.6) of a video frame that begins here and tells its time. */
function pesWithTime(packet: Buffer): Buffer | null {
  const control = packet.readUInt8(3);
  if ((packet.readUInt8(1) & 0x40) === 0 || (control & 0x10) === 0) return null;
  const pes = packet.subarray(4 + ((control & 0x20) === 0 ? 0 : 1 + packet.readUInt8(4)));
  if (pes.length < 19 || pes.readUIntBE(0, 3) !== 1) return null;
  if ((pes.readUInt8(3) & 0xf0) !== 0xe0 || (pes.readUInt8(7) & 0x80) === 0) return null;
  return pes;
}

function readPts(pes: Buffer, at: number): number {
  const high = (pes.readUInt8(at) >> 1) & 0x07;
  const middle = pes.readUInt16BE(at + 1) >> 1;
  const low = pes.readUInt16BE(at + 3) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** Marker bits and the prefix that says which time it is stay as they are. */
function writePts(pes: Buffer, at: number, ticks: number): void {
  const pts = ticks % WRAP_TICKS;
  const middle = Math.floor(pts / 2 ** 15) % 2 ** 15;
  pes.writeUInt8((pes.readUInt8(at) & 0xf0) | (Math.floor(pts / 2 ** 30) << 1) | 1, at);
  pes.writeUInt16BE((middle << 1) | 1, at + 1);
  pes.writeUInt16BE(((pts % 2 ** 15) << 1) | 1, at + 3);
}

/** Over a wrap of the 33 bits, too. */
function distance(pts: number, first: number): number {
  return (pts - first + WRAP_TICKS) % WRAP_TICKS;
}
