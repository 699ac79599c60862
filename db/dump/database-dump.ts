import { Client } from 'pg';
import { z } from 'zod';

const Identifier = z.string().min(1);

/** One table of a dump: its rows are a file of `copy`'s text format, compressed with gzip. */
export const DumpedTable = z.object({
  schema: Identifier,
  name: Identifier,
  columns: z.array(Identifier),
  file: z.string().regex(/^[\w.-]+$/),
  /** The size of the file. */
  bytes: z.number().int().nonnegative(),
  sha256: z.hex().length(64),
});
export type DumpedTable = z.infer<typeof DumpedTable>;

/** What a dump holds beside its rows. Tables and indices are made by our own migrations. */
export const DatabaseDump = z.object({
  /** When the snapshot was taken, UTC µs: nothing in it is younger. */
  takenAt: z.number().int(),
  /** Hashes of the migrations it stands at, oldest first. */
  migrations: z.array(z.string()),
  tables: z.array(DumpedTable),
  partitions: z.array(
    z.object({ parent: Identifier, name: Identifier, bound: z.string().startsWith('FOR VALUES ') }),
  ),
  sequences: z.array(
    z.object({ schema: Identifier, name: Identifier, last: z.string().regex(/^\d+$/) }),
  ),
});
export type DatabaseDump = z.infer<typeof DatabaseDump>;

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
