import { setTimeout as delay } from 'node:timers/promises';
import { AWAY_EXIT_CODE, StartRefusal } from '@workcompanion/core/start-refusal';
import { Client } from 'pg';
import { DATABASE_SILENT, databaseFailure } from './database-failure.ts';
import { databaseErrorCode } from './describe-error.ts';

/** Machines that start together come up in any order; whoever keeps us running starts us again. */
const PATIENCE_MS = 5_000;
const TRY_EVERY_MS = 500;
const TRY_MS = 3_000;

/** Throws a StartRefusal when the database does not answer for some seconds, or lets us not in. */
export async function awaitDatabase(databaseUrl: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const refusal = await tryToConnect(databaseUrl);
    if (refusal === null) return;
    const mayPass = refusal.exitCode === AWAY_EXIT_CODE;
    if (!mayPass || performance.now() > deadline) throw refusal;
    await delay(TRY_EVERY_MS);
  }
}

async function tryToConnect(databaseUrl: string): Promise<StartRefusal | null> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: TRY_MS,
    query_timeout: TRY_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (error) {
    return refusalOf(error, `PostgreSQL at ${client.host}:${client.port}`);
  } finally {
    client.connection.stream.destroy();
  }
}

/** Never with the address as it was given: it may hold a password. */
function refusalOf(error: unknown, server: string): StartRefusal {
  if (databaseFailure(error)?.message !== DATABASE_SILENT) {
    const code = databaseErrorCode(error) ?? 'no SQLSTATE';
    return new StartRefusal(
      `${server} lets us not in (${code}): look at user, password and database in DATABASE_URL.`,
    );
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer in time';
  return new StartRefusal(
    `${server} does not answer (${code}): see that it runs, and that DATABASE_URL names it.`,
    { exitCode: AWAY_EXIT_CODE },
  );
}
