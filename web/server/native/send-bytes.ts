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
      const hasRoom = response.write(chunk, () => source.release?.(chunk));
      if (!hasRoom) await drained(response);
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
function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.once('drain', settle).once('close', settle);
  });
}
