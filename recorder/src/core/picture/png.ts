import { crc32, deflateSync } from 'node:zlib';

export interface PngSize {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel (RGBA) instead of three (RGB). */
  readonly alpha?: boolean;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGB = 2;
const RGBA = 6;

/** https://www.w3.org/TR/png-3/ */
export function png(pixels: Buffer, { width, height, alpha = false }: PngSize): Buffer {
  const stride = width * (alpha ? 4 : 3);
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    // Each row begins with its filter, which is none.
    rows.push(Buffer.from([0]), pixels.subarray(y * stride, (y + 1) * stride));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, alpha ? RGBA : RGB], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
