const PACKET_BYTES = 188;
const SYNC = 0x47;
const TICKS_A_SECOND = 90_000;

/** A picture of a segment: when it is shown, in µs from the first, and where it lies. */
export interface SegmentFrame {
  readonly at: number;
  /** What it takes, in whole packets. */
  readonly bytes: number;
  /** The byte behind it. */
  readonly end: number;
}

/** The pictures of a plain segment in order, told by its packets alone: nothing is decoded. */
export function framesOf(segment: Buffer): SegmentFrame[] {
  const frames: { at: number; bytes: number; end: number }[] = [];
  let video = -1;
  let first = 0;
  for (let at = 0; at + PACKET_BYTES <= segment.length; at += PACKET_BYTES) {
    if (segment[at] !== SYNC) break;
    const id = segment.readUInt16BE(at + 1) & 0x1fff;
    const time = pictureTime(segment.subarray(at, at + PACKET_BYTES));
    if (time !== null && (video === -1 || video === id)) {
      if (video === -1) first = time;
      video = id;
      frames.push({ at: ((time - first) * 1_000_000) / TICKS_A_SECOND, bytes: 0, end: 0 });
    }
    const frame = frames.at(-1);
    if (id !== video || !frame) continue;
    frame.bytes += PACKET_BYTES;
    frame.end = at + PACKET_BYTES;
  }
  return frames;
}

/** The time of a packet in which a picture begins (ISO/IEC 13818-1, 2.4.3.6); null for every other. */
function pictureTime(packet: Buffer): number | null {
  const isStart = (packet.readUInt8(1) & 0x40) !== 0;
  const control = (packet.readUInt8(3) >> 4) & 3;
  if (!isStart || (control & 1) === 0) return null;
  const from = (control & 2) === 0 ? 4 : 5 + packet.readUInt8(4);
  if (from + 14 > PACKET_BYTES || packet.readUIntBE(from, 3) !== 1) return null;
  const isVideo = (packet.readUInt8(from + 3) & 0xf0) === 0xe0;
  const hasTime = (packet.readUInt8(from + 7) & 0x80) !== 0;
  if (!isVideo || !hasTime) return null;
  const high = (packet.readUInt8(from + 9) >> 1) & 7;
  const middle = packet.readUInt16BE(from + 10) >> 1;
  const low = packet.readUInt16BE(from + 12) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** A picture that is read, and since when the screen may have looked so: µs from the first. */
export interface ChosenFrame {
  readonly index: number;
  readonly since: number;
}

/** The screen has come to rest when it did not change for so long, µs. */
const REST = 1_000_000;
/** One that never rests is read so often. */
const LONGEST_WAIT = 5_000_000;

/**
 * The pictures to read so that whatever stands for ten seconds is read: the first, each at which the
 * screen has come to rest after it changed, and now and then one while it goes on changing.
 */
export function chooseFrames(frames: readonly SegmentFrame[]): ChosenFrame[] {
  const chosen: ChosenFrame[] = [];
  let since: number | null = null;
  let changedAt = 0;
  for (const [index, { at, bytes }] of frames.entries()) {
    if (index === 0 || bytes > PACKET_BYTES) {
      since ??= at;
      changedAt = at;
    }
    if (since === null) continue;
    const isLast = index === frames.length - 1;
    if (isLast || at - changedAt >= REST || at - since >= LONGEST_WAIT) {
      chosen.push({ index, since });
      since = null;
    }
  }
  return chosen;
}
