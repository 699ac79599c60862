import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** sun_path has 108 bytes on Linux, 104 on macOS, with a closing zero. */
const LONGEST_SOCKET_PATH = 100;

/** Where the running recorder of a data folder listens for its user. */
export function controlPath(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\workcompanion-${name}`;
  const path = join(resolve(folder), 'control.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  return join(tmpdir(), `workcompanion-${name}.sock`);
}
