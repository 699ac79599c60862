/** A box of an MP4 (ISO/IEC 14496-12, 4.2) whose content is in memory. */
export interface Mp4Box {
  readonly type: string;
  readonly body: Buffer;
}

export const HEAD_BYTES = 8;

/** The boxes that lie one behind the other in `bytes`. */
export function boxesIn(bytes: Buffer): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (size < HEAD_BYTES || at + size > bytes.length) throw new RangeError('a box has no end');
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + HEAD_BYTES),
      body: bytes.subarray(at + HEAD_BYTES, at + size),
    });
    at += size;
  }
  return boxes;
}

/** The first box of that path within `bytes`. */
export function boxAt(bytes: Buffer, ...path: readonly string[]): Buffer {
  return path.reduce((within, type) => {
    const found = boxesIn(within).find((box) => box.type === type);
    if (found === undefined) throw new RangeError(`there is no box ${path.join('/')}`);
    return found.body;
  }, bytes);
}

export function makeBox(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(HEAD_BYTES + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A box with version and flags, and numbers of 32 bits after them. */
export function makeFullBox(type: string, numbers: readonly number[]): Buffer {
  const body = Buffer.alloc(4 + 4 * numbers.length);
  for (const [index, number] of numbers.entries()) body.writeUInt32BE(number, 4 + 4 * index);
  return makeBox(type, body);
}

/** A copy of `bytes` with other boxes in place of some; null drops one. */
export function mapBoxes(bytes: Buffer, change: (box: Mp4Box) => Buffer | null): Buffer {
  return Buffer.concat(
    boxesIn(bytes)
      .map(change)
      .filter((box) => box !== null),
  );
}
