import { Client } from 'pg';

/** A session without time limits, in which values have the same text everywhere. */
export async function withDumpClient<T>(
  databaseUrl: string,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'workcompanion backup',
    keepAlive: true,
  });
  client.on('error', () => {}); // the query in flight rejects, and says why
  await client.connect();
  try {
    await client.query(
      `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set client_encoding = 'UTF8';
       set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`,
    );
    return await use(client);
  } finally {
    await client.end();
  }
}
