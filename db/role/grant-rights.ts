import { AppError } from '@workcompanion/core/errors';
import type { Client } from 'pg';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import { databaseErrorCode } from '../describe-error.ts';
import { KEPT_TABLES } from './kept-tables.ts';

/** The workers' own limit: where a connection pooler stands between, no session of ours may set it. */
const LONGEST_STATEMENT_MS = 120_000;
/** SQLSTATE */
const INSUFFICIENT_PRIVILEGE = '42501';

/** What only the owner could do, done as these functions allow it. */
const OWNERS_FUNCTIONS = [
  'make_months',
  'journal_months_to_pack',
  'begin_packing',
  'entries_to_pack',
  'pack_journal_entries',
  'copy_unpacked_entries',
  'finish_packing',
  'drop_full_months',
];

/**
 * Gives the role by which portal and workers connect what they need, and takes the rest: it owns
 * nothing, makes nothing, and of the record it deletes nothing. All tables that are there now; so a
 * migration says nothing of it, and what is new is covered at the next start.
 */
export async function grantRights(client: Client, role: string): Promise<void> {
  await assertFit(client, role);
  const tables = await readNames(client, "relkind in ('r', 'p') and not relispartition");
  const partitions = await readNames(client, 'relispartition');
  const to = client.escapeIdentifier(role);
  await limitStatements(client, role);
  const statements = [
    ...placeRights(client, role),
    `grant usage on schema public, drizzle to ${to}`,
    `revoke all on all tables in schema public, drizzle from public, ${to}`,
    `grant select on all tables in schema drizzle to ${to}`,
    // A backup reads where they stand; what they number needs no right to them.
    `grant select on all sequences in schema public, drizzle to ${to}`,
    ...tables.flatMap((table) => tableRights(client, table, to)),
    // Rows are reached by their table alone: a right of a partition would go around that.
    ...partitions.map((name) => `revoke all on public.${client.escapeIdentifier(name)} from ${to}`),
    ...OWNERS_FUNCTIONS.map((name) => `grant execute on function ${name} to ${to}`),
  ];
  await client.query('begin');
  try {
    // Partitions are made beside this by others, who change the same rows of the catalogue.
    await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.partitions]);
    await client.query(statements.join(';\n'));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Who made the role may have left its settings to themselves: `docs/deploy.md` says what to set. */
async function limitStatements(client: Client, role: string): Promise<void> {
  const to = client.escapeIdentifier(role);
  const database = client.escapeIdentifier(client.database ?? '');
  const limit = `statement_timeout = ${LONGEST_STATEMENT_MS}`;
  try {
    await client.query(`alter role ${to} in database ${database} set ${limit}`);
  } catch (error) {
    if (databaseErrorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
  }
}

/** Temporary tables and functions are of no use to us, and would stand before our own. */
function placeRights(client: Client, role: string): string[] {
  const to = client.escapeIdentifier(role);
  const database = client.escapeIdentifier(client.database ?? '');
  return [
    `revoke temporary, create on database ${database} from public, ${to}`,
    `grant connect on database ${database} to ${to}`,
    `revoke create on schema public from public, ${to}`,
  ];
}

function tableRights(client: Client, table: string, to: string): string[] {
  const name = `public.${client.escapeIdentifier(table)}`;
  const kept = KEPT_TABLES.find((each) => each.name === table);
  if (kept === undefined) return [`grant select, insert, update, delete on ${name} to ${to}`];
  const columns = kept.changing.map((column) => client.escapeIdentifier(column));
  const added = `grant select, insert on ${name} to ${to}`;
  if (columns.length === 0) return [added];
  return [added, `grant update (${columns.join(', ')}) on ${name} to ${to}`];
}

/** Rights of such a role could not be taken. */
async function assertFit(client: Client, role: string): Promise<void> {
  const { rows } = await client.query<{ super: boolean; owns: boolean }>(
    `select rolsuper as super, pg_has_role(oid, current_user, 'member') as owns
     from pg_roles where rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (found === undefined) {
    const make = `create role ${client.escapeIdentifier(role)} login password '…'`;
    throw new AppError('not-found', `The user of DATABASE_URL is missing. Make it: ${make}`);
  }
  if (found.super || found.owns) {
    throw new AppError(
      'invalid-input',
      `The user of DATABASE_URL (${role}) must be no superuser, and no member of the one of DATABASE_OWNER_URL.`,
    );
  }
}

async function readNames(client: Client, condition: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and ${condition}`,
  );
  return rows.map(({ name }) => name);
}
