import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../errors.ts';

/** The largest is a list of 1,000 keys, well below 1 MiB. */
const MAX_BYTES = 8 * 1024 * 1024;

/** A small body to its end, so that its connection is free again. */
export async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BYTES) throw new AppError('unavailable', 'the answer has no end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
