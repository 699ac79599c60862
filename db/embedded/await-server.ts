import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@workcompanion/core/errors';
import { Client } from 'pg';
import { databaseErrorCode } from '../error-code.ts';

const POLL_MS = 50;
/** Crash recovery replays at most some WAL segments; minutes mean that something is wrong. */
const TIMEOUT_MS = 5 * 60_000;
/** SQLSTATE cannot_connect_now: starting up, recovering, or shutting down. */
const NOT_YET = '57P03';

/** Waits until the server answers at `url`. `alive` false ends the waiting with an error. */
export async function awaitServer(url: string, alive: () => boolean): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const problem = await tryToConnect(url);
    if (problem === null) return;
    if (!alive()) throw new AppError('unavailable', 'PostgreSQL ended.', { cause: problem });
    if (!mayPass(problem) || performance.now() > deadline) {
      throw new AppError('unavailable', 'PostgreSQL does not answer.', { cause: problem });
    }
    await delay(POLL_MS);
  }
}

async function tryToConnect(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A refused password or a missing database will not mend by waiting. */
function mayPass(problem: unknown): boolean {
  const code = databaseErrorCode(problem);
  return code === null || code === NOT_YET;
}
