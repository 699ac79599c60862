import { join } from 'node:path';
import { writeMeasured } from '@workcompanion/core/storage/write-measured';
import type { Client } from 'pg';
import { copyOut } from './copy-stream.ts';
import { type DatabaseDump, type DumpedTable, withDumpClient } from './database-dump.ts';
import { readPartitions, readSequences, readTables } from './read-catalogue.ts';

export interface DumpOptions {
  readonly databaseUrl: string;
  /** There, and empty. */
  readonly folder: string;
  /** Reads what else it needs of the very same moment. */
  readonly within?: (client: Client) => Promise<void>;
}

/**
 * Writes all rows of all tables into `folder`, as they stand at one moment, while the portal runs.
 * Files are durable when it returns; what it returns says what they are.
 */
export function dumpDatabase(options: DumpOptions): Promise<DatabaseDump> {
  return withDumpClient(options.databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read, read only');
    const { rows } = await client.query<{ micros: string }>(
      'select (extract(epoch from now()) * 1000000)::bigint as micros',
    );
    const tables: DumpedTable[] = [];
    for (const table of await readTables(client)) {
      const file = `${table.schema}.${table.name}.copy.gz`;
      const written = await dumpTable(client, table, join(options.folder, file));
      tables.push({
        ...table,
        ...written,
        file,
      });
    }
    const partitions = await readPartitions(client);
    const sequences = await readSequences(client);
    const migrations = await readMigrations(client);
    await options.within?.(client);
    await client.query('commit');
    return {
      takenAt: Number(rows[0]?.micros),
      migrations,
      tables,
      partitions,
      sequences,
    };
  });
}

async function readMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by created_at',
  );
  return rows.map(({ hash }) => hash);
}

async function dumpTable(
  client: Client,
  { schema, name, columns }: Pick<DumpedTable, 'schema' | 'name' | 'columns'>,
  path: string,
): Promise<Pick<DumpedTable, 'bytes' | 'sha256'>> {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const from = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
  const rows = copyOut(client, `copy (select ${listed} from ${from}) to stdout`);
  return writeMeasured(path, rows, { gzip: true });
}
