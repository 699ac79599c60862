import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../client.ts';
import { lookAtRole } from '../health/look-at-role.ts';
import { migrate } from '../migrate.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { ensureRole } from './ensure-role.ts';
import { KEPT_TABLES } from './kept-tables.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.ownerUrl, { portalUrl: database.url });
  await insertDevice(database.db);
});
afterAll(() => database.close());

const role = () => new URL(database.url).username;
/** insufficient_privilege */
const REFUSED = { code: '42501' };

async function asOwner<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await database.owner.pool.query<T>(text, values)).rows;
}

describe("the portal's role", () => {
  it.each([
    'set session_replication_role = replica',
    "select set_config('session_replication_role', 'replica', true)",
    'alter table audit_entries disable trigger user',
    'alter table audit_entries disable trigger all',
    'alter table journal_entries detach partition journal_entries_default',
    'drop trigger audit_entries_append_only on audit_entries',
    'drop table audit_entries',
    'alter table audit_entries owner to current_user',
    'create table of_my_own (id int)',
    'create temporary table audit_entries (seq int)',
    'create schema of_my_own',
    "create function of_my_own() returns int language sql as 'select 1'",
    "create or replace function refuse_change() returns trigger language plpgsql as 'begin return old; end'",
    'create trigger of_my_own before insert on audit_entries execute function refuse_change()',
    "copy audit_entries to program 'cat > /tmp/stolen'",
    "copy audit_entries to '/tmp/stolen'",
    "select pg_read_file('postgresql.conf')",
    "alter system set fsync = 'off'",
    'create role of_my_own superuser',
    'delete from drizzle.__drizzle_migrations',
    'delete from journal_entries_default',
    'insert into journal_entries_default select * from journal_entries',
  ])('is refused: %s', async (attack) => {
    await expect(database.pool.query(attack)).rejects.toMatchObject(REFUSED);
  });

  it('is refused the role of the owner', async () => {
    const [owner] = await asOwner<{ name: string }>('select current_user as name');
    await expect(database.pool.query(`set role "${owner?.name}"`)).rejects.toMatchObject(REFUSED);
    await expect(
      database.pool.query(`set session authorization "${owner?.name}"`),
    ).rejects.toMatchObject(REFUSED);
  });

  it.each(KEPT_TABLES)(
    'may neither delete, empty nor rewrite $name',
    async ({ name, changing }) => {
      const columns = await asOwner<{ name: string; type: string; isOurs: boolean }>(
        `select attname as name, has_column_privilege($2, attrelid, attname, 'update') as "isOurs"
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [name, role()],
      );
      const ours = columns.filter(({ isOurs }) => isOurs).map((column) => column.name);
      expect(new Set(ours)).toEqual(new Set(changing));
      const fixed = columns.filter(({ isOurs }) => !isOurs).map((column) => column.name);
      for (const attack of [
        `delete from ${name}`,
        `truncate ${name}`,
        `truncate ${name} cascade`,
        ...fixed.map((column) => `update ${name} set "${column}" = default`),
      ]) {
        await expect(database.pool.query(attack), attack).rejects.toMatchObject(REFUSED);
      }
    },
  );

  it('owns nothing, and reaches nothing by a partition or by another table', async () => {
    const owned = await asOwner(
      `select 1 from pg_shdepend where refobjid = $1::regrole and deptype = 'o'`,
      [`"${role()}"`],
    );
    expect(owned).toEqual([]);
    const partitions = await asOwner<{ name: string }>(
      `select relname as name from pg_class where relispartition and relkind = 'r'
         and has_any_column_privilege($1, oid, 'select, insert, update, references')
       union select relname from pg_class where relispartition and relkind = 'r'
         and has_table_privilege($1, oid, 'select, insert, update, delete, truncate, trigger')`,
      [role()],
    );
    expect(partitions).toEqual([]);
    const kept = KEPT_TABLES.map(({ name }) => name);
    const cascading = await asOwner(
      `select conname from pg_constraint where contype = 'f' and confdeltype <> 'a'
         and conrelid::regclass::text = any($1)`,
      [kept],
    );
    expect(cascading).toEqual([]);
  });

  it('makes months, and no others than around now', async () => {
    const made = await database.pool.query("select make_months(now() + interval '1 year')");
    expect(made.rowCount).toBe(12);
    await expect(
      database.pool.query("select make_months(now() + interval '11 years')"),
    ).rejects.toMatchObject({ code: '22023' });
    await expect(database.pool.query('delete from journal_entries_default')).rejects.toMatchObject(
      REFUSED,
    );
  });

  it('is told for what it is, and so is one that could change the record', async () => {
    expect(await lookAtRole(database.db)).toEqual({ state: 'restricted' });
    expect(await lookAtRole(database.owner.db)).toEqual({ state: 'superuser' });

    await asOwner(`grant delete on audit_entries to "${role()}"`);
    expect(await lookAtRole(database.db)).toEqual({ state: 'owner' });
    await migrate(database.ownerUrl, { portalUrl: database.url });
    expect(await lookAtRole(database.db)).toEqual({ state: 'restricted' });
    await asOwner(`grant update (details) on audit_entries to "${role()}"`);
    expect(await lookAtRole(database.db)).toEqual({ state: 'owner' });
    await migrate(database.ownerUrl, { portalUrl: database.url });
    expect(await lookAtRole(database.db)).toEqual({ state: 'restricted' });
  });

  it('must be there, and no friend of the owner', async () => {
    const stranger = new URL(database.url);
    stranger.username = 'nobody_knows_me';
    await expect(migrate(database.ownerUrl, { portalUrl: stranger.href })).rejects.toThrow(
      /create role "nobody_knows_me" login password/,
    );

    const friend = new URL(database.url);
    friend.username = `friend_of_${role()}`;
    await ensureRole(database.ownerUrl, friend.href);
    const [owner] = await asOwner<{ name: string }>('select current_user as name');
    await asOwner(`grant "${owner?.name}" to "${friend.username}"`);
    await expect(migrate(database.ownerUrl, { portalUrl: friend.href })).rejects.toHaveProperty(
      'code',
      'invalid-input',
    );
    const { db, close } = connect(friend.href, { max: 1 });
    expect(await lookAtRole(db)).toEqual({ state: 'superuser' });
    await close();
    await asOwner(`drop role "${friend.username}"`);
  });

  it('lets nobody in with another password', async () => {
    const url = new URL(database.url);
    url.password = 'guess';
    const client = new Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });
});
