import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { KEPT_TABLES } from '../role/kept-tables.ts';

/**
 * `restricted`: the role by which we connect can't change the record. `owner`: it could, by rights of
 * its own or by taking the owner's. `superuser`: nothing in the database would stop it.
 */
export type RoleState = 'restricted' | 'owner' | 'superuser';

export interface RolePart {
  readonly state: RoleState;
}

/** For the log of whoever does not connect as a restricted role. */
export const COULD_CHANGE_RECORD =
  'the account of DATABASE_URL could change the record: give the owner’s to DATABASE_OWNER_URL alone';

/** Also of a database in which nothing is yet. */
export async function lookAtRole(db: Db): Promise<RolePart> {
  const { rows } = await db.execute<{ superuser: boolean; owner: boolean }>(sql`
    select
      exists (
        select from pg_roles where rolsuper and pg_has_role(current_user, oid, 'member')
      ) as superuser,
      has_schema_privilege('public', 'create')
      or has_parameter_privilege('session_replication_role', 'set')
      or exists (
        select from pg_roles where pg_has_role(current_user, oid, 'member') and (
          rolcreaterole
          or rolname in ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program'))
      )
      or exists (
        select relowner from pg_class
        where relnamespace in (to_regnamespace('public'), to_regnamespace('drizzle'))
          and pg_has_role(current_user, relowner, 'member')
        union all
        select proowner from pg_proc
        where pronamespace = to_regnamespace('public') and pg_has_role(current_user, proowner, 'member')
      )
      or exists (
        select from unnest(${sql.param(NAMES)}::text[], ${sql.param(CHANGING)}::text[]) kept (name, changing)
        join pg_class on pg_class.oid = to_regclass('public.' || name)
        where has_table_privilege(pg_class.oid, 'delete, truncate, trigger')
          or exists (
            select from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped
              and attname <> all (changing::text[])
              and has_column_privilege(attrelid, attname, 'update')
          )
      ) as owner`);
  const [found] = rows;
  if (found === undefined) throw new TypeError('a select of values gives one row');
  return { state: found.superuser ? 'superuser' : found.owner ? 'owner' : 'restricted' };
}

const NAMES = KEPT_TABLES.map(({ name }) => name);
/** As PostgreSQL writes an array: of each table the columns that may change. */
const CHANGING = KEPT_TABLES.map(({ changing }) => `{${changing.join(',')}}`);
