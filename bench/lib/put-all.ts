import { Pool } from 'undici';
import type { PreparedUpload } from '../../scripts/simulated-device/simulated-device.ts';

export interface PutRun {
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly mibPerSecond: number;
}

/** Sends every upload of every lane; a lane sends one after the other, lanes run side by side. */
export async function putAll(
  origin: string,
  lanes: readonly (readonly PreparedUpload[])[],
  body: Buffer,
): Promise<PutRun> {
  const pool = new Pool(origin, { connections: lanes.length, bodyTimeout: 0, headersTimeout: 0 });
  const started = performance.now();
  await Promise.all(lanes.map((uploads) => putInTurn(pool, uploads, body)));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  const count = lanes.reduce((sum, uploads) => sum + uploads.length, 0);
  return {
    seconds,
    requestsPerSecond: count / seconds,
    mibPerSecond: (count * body.length) / seconds / 1024 ** 2,
  };
}

async function putInTurn(pool: Pool, uploads: readonly PreparedUpload[], body: Buffer) {
  for (const { path, headers } of uploads) {
    const response = await pool.request({ method: 'PUT', path, headers, body });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`${path}: ${response.statusCode} ${text}`);
  }
}
