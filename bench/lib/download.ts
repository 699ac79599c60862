import { request } from 'node:http';

export interface Download {
  readonly bytes: number;
  readonly seconds: number;
  readonly firstByteMs: number;
}

/** Reads a URL to its end and throws the bytes away. */
export function download(url: string, headers: Record<string, string> = {}): Promise<Download> {
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
