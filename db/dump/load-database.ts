import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@workcompanion/core/errors';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import type { Tx } from '../client.ts';
import { MIGRATIONS } from '../migrate.ts';
import { copyIn } from './copy-stream.ts';
import { type DatabaseDump, type DumpedTable, withDumpClient } from './database-dump.ts';
import { readForeignKeys, readTables } from './read-catalogue.ts';

export interface LoadOptions {
  /** A database without tables. */
  readonly databaseUrl: string;
  readonly folder: string;
  readonly dump: DatabaseDump;
  /** What must hold, or be written down, before any of it counts. */
  readonly within: (tx: Tx) => Promise<void>;
}

/**
 * Makes the tables as they were at the dump and fills them: all, or nothing. Throws `in-use` for a
 * database that is not empty, and `invalid-input` for a dump of a later version.
 */
export function loadDatabase(options: LoadOptions): Promise<void> {
  return withDumpClient(options.databaseUrl, async (client) => {
    if ((await readTables(client)).length > 0) {
      throw new AppError('in-use', 'The database to restore into is not empty.');
    }
    await drizzle({ client }).transaction(async (tx) => {
      await makeTables(client, options.dump);
      await makePartitions(client, options.dump);
      await fillTables(client, options);
      await options.within(tx);
    });
    await client.query('analyze');
  });
}

async function makeTables(client: Client, { migrations }: DatabaseDump): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  const knownHashes = known.map(({ hash }) => hash);
  if (migrations.some((hash, position) => hash !== knownHashes[position])) {
    throw new AppError(
      'invalid-input',
      'The backup was made by a later version of WorkCompanion: restore it with that one.',
    );
  }
  // As drizzle makes it, when it applies the first migration.
  await client.query(`
    create schema if not exists drizzle;
    create table drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
  for (const { sql } of known.slice(0, migrations.length)) {
    for (const statement of sql) await client.query(statement);
  }
}

async function makePartitions(client: Client, { partitions }: DatabaseDump): Promise<void> {
  for (const { parent, name, bound } of partitions) {
    const [of, partition] = [client.escapeIdentifier(parent), client.escapeIdentifier(name)];
    await client.query(`create table ${partition} partition of ${of} ${bound}`);
  }
}

/**
 * Rows come as they were, so that no trigger has anything to say: neither those that count nor those
 * that refuse. References are looked through at the end, whatever the order of the tables.
 */
async function fillTables(client: Client, options: LoadOptions): Promise<void> {
  const { dump } = options;
  const names = dump.tables.map((table) => qualified(client, table));
  const foreignKeys = await readForeignKeys(client);
  for (const { table, name } of foreignKeys) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  // What migrations put in is in the dump, as it became.
  await client.query(`truncate ${names.join(', ')}`);
  for (const table of dump.tables) {
    await fillTable(client, table, join(options.folder, table.file));
  }
  for (const { schema, name, last } of dump.sequences) {
    await client.query('select setval(format($1, $2::text, $3::text)::regclass, $4)', [
      '%I.%I',
      schema,
      name,
      last,
    ]);
  }
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  for (const { table, name, definition } of foreignKeys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
}

async function fillTable(client: Client, table: DumpedTable, path: string): Promise<void> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const rows = pipeline(createReadStream(path), createGunzip(), () => {});
  await copyIn(client, `copy ${qualified(client, table)} (${columns}) from stdin`, rows);
}

function qualified(client: Client, { schema, name }: DumpedTable): string {
  return `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
}
