/** A thumbnail of a pack: which segment it shows, and where in the pack's file it lies. */
export interface ThumbnailEntry {
  /** The segment's number in its recording. */
  readonly sequence: number;
  /** When the segment starts: UTC µs, to the millisecond. */
  readonly startsAt: number;
  /** How long the segment lasts: µs, to the millisecond. */
  readonly duration: number;
  /** First byte in the file. */
  readonly at: number;
  /** Bytes in the file; 0 when the segment has no thumbnail that could be made. */
  readonly size: number;
  /** How much the thumbnail changed during the segment, 0 to 100; null when unknown. */
  readonly change: number | null;
}

/** start 3 | duration 3 | sequence 3 | at 4 | size 2 | change 1, big-endian. */
const ENTRY_BYTES = 16;

const MILLISECOND = 1_000;
const UNKNOWN_CHANGE = 255;

/** As it is kept in the database: short, since there is one for each segment for ever. */
export function encodeThumbnailEntries(hour: number, entries: readonly ThumbnailEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * ENTRY_BYTES);
  for (const [index, entry] of entries.entries()) {
    const at = index * ENTRY_BYTES;
    bytes.writeUIntBE(Math.floor((entry.startsAt - hour) / MILLISECOND), at, 3);
    bytes.writeUIntBE(Math.floor(entry.duration / MILLISECOND), at + 3, 3);
    bytes.writeUIntBE(entry.sequence, at + 6, 3);
    bytes.writeUInt32BE(entry.at, at + 9);
    bytes.writeUInt16BE(entry.size, at + 13);
    bytes.writeUInt8(entry.change ?? UNKNOWN_CHANGE, at + 15);
  }
  return bytes;
}

export function decodeThumbnailEntries(hour: number, bytes: Buffer): ThumbnailEntry[] {
  return Array.from({ length: Math.floor(bytes.length / ENTRY_BYTES) }, (_, index) => {
    const at = index * ENTRY_BYTES;
    const change = bytes.readUInt8(at + 15);
    return {
      startsAt: hour + bytes.readUIntBE(at, 3) * MILLISECOND,
      duration: bytes.readUIntBE(at + 3, 3) * MILLISECOND,
      sequence: bytes.readUIntBE(at + 6, 3),
      at: bytes.readUInt32BE(at + 9),
      size: bytes.readUInt16BE(at + 13),
      change: change === UNKNOWN_CHANGE ? null : change,
    };
  });
}
