import type { Client } from 'pg';
import type { DatabaseDump, DumpedTable } from './database-dump.ts';

type Table = Pick<DumpedTable, 'schema' | 'name' | 'columns'>;

/** Tables as a whole, not their partitions. Columns that the server generates are left out. */
export async function readTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select namespace.nspname as schema, class.relname as name,
           array_agg(attribute.attname::text order by attribute.attnum) as columns
    from pg_class class
    join pg_namespace namespace on namespace.oid = class.relnamespace
    join pg_attribute attribute on attribute.attrelid = class.oid
    where namespace.nspname in ('public', 'drizzle') and class.relkind in ('r', 'p')
      and not class.relispartition
      and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
    group by namespace.nspname, class.relname
    order by namespace.nspname, class.relname`);
  return rows;
}

/** The months; each table's default partition is made by the migrations. */
export async function readPartitions(client: Client): Promise<DatabaseDump['partitions']> {
  const { rows } = await client.query<DatabaseDump['partitions'][number]>(`
    select parent.relname as parent, child.relname as name,
           pg_get_expr(child.relpartbound, child.oid) as bound
    from pg_inherits
    join pg_class child on child.oid = inhrelid
    join pg_class parent on parent.oid = inhparent
    where child.relnamespace = 'public'::regnamespace and child.relkind = 'r'
      and pg_get_expr(child.relpartbound, child.oid) <> 'DEFAULT'
    order by parent.relname, child.relname`);
  return rows;
}

/** Those that gave a number already. They stand outside of snapshots, and only go forward. */
export async function readSequences(client: Client): Promise<DatabaseDump['sequences']> {
  const { rows } = await client.query<DatabaseDump['sequences'][number]>(`
    select schemaname as schema, sequencename as name, last_value::text as last
    from pg_sequences
    where schemaname in ('public', 'drizzle') and last_value is not null
    order by schemaname, sequencename`);
  return rows;
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Names come quoted, ready for a statement. */
export async function readForeignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name,
           pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`);
  return rows;
}
