import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Download {
  readonly bytes: number;
  readonly seconds: number;
  readonly firstByteMs: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/**
 * Reads a URL to its end and throws the bytes away. What earlier ones left is collected before the clock
 * starts: else this process would do so in the middle, for longer than a server takes to answer.
 */
export function download(url: string, headers: Record<string, string> = {}): Promise<Download> {
  if (typeof collectGarbage === 'function') collectGarbage();
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let firstByteMs = 0;
    let bytes = 0;
    const outgoing = request(url, { headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - started;
        bytes += chunk.length;
      });
      response.once('end', () =>
        resolve({ bytes, seconds: (performance.now() - started) / 1000, firstByteMs }),
      );
      response.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
