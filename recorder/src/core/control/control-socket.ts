import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MOST_MESSAGE_BYTES } from './control-messages.ts';

/** sun_path has 108 bytes on Linux, 104 on macOS, with a closing zero. */
const LONGEST_SOCKET_PATH = 100;

/** The socket on which the running recorder of a data folder answers its user. */
export function controlPath(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\workcompanion-${name}`;
  const path = join(resolve(folder), 'control.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  return join(tmpdir(), `workcompanion-${name}.sock`);
}

/** Reads the first line. Throws when the connection ends before, or the line is too long. */
export async function readLine(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
    if (text.length > MOST_MESSAGE_BYTES) break;
  }
  throw new Error('no whole line came in');
}
