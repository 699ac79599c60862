import { crc32, deflateSync } from 'node:zlib';
import { trayIcon } from '../src/main/tray-icon.ts';

const SIDE = 256;

/** The recorder's icon for Windows: one picture of 256 pixels a side, drawn as the tray's sign is. */
export function makeIcon(): Buffer {
  const picture = png(trayIcon({ state: 'recording', watched: false }, SIDE), SIDE);
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  // Width and height of 256 are written as 0.
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(picture.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, picture]);
}

/** From BGRA with premultiplied alpha. */
function png(bitmap: Buffer, side: number): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < side; y += 1) {
    rows.push(Buffer.from([0]));
    for (let x = 0; x < side; x += 1) rows.push(rgba(bitmap, (y * side + x) * 4));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function rgba(bitmap: Buffer, at: number): Buffer {
  const [blue = 0, green = 0, red = 0, alpha = 0] = bitmap.subarray(at, at + 4);
  const straight = (value: number) =>
    alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
  return Buffer.from([straight(red), straight(green), straight(blue), alpha]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
