import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ByteSource } from '../http/reply.ts';

/**
 * Sends a source as fast as the client takes it, and closes it in every case. A failure cuts the
 * connection: the head promised more bytes.
 */
export async function sendBytes(source: ByteSource, response: ServerResponse): Promise<void> {
  try {
    for await (const chunk of source.chunks()) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    await source.close();
  }
}

/** Also when the client leaves instead. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const settled = new AbortController();
  try {
    await Promise.race([
      once(response, 'drain', { signal: settled.signal }),
      once(response, 'close', { signal: settled.signal }),
    ]);
  } finally {
    settled.abort();
  }
}
