import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import type { Db } from './client.ts';
import { readSchemaState } from './queries/read-schema-state.ts';
import { serverKeys } from './schema/server-keys.ts';

/** Throws a StartRefusal when the database is of another version than this code. */
export async function assertSchema(db: Db): Promise<void> {
  const { state, applied, known } = await readSchemaState(db);
  if (state === 'ok') return;
  const versions = `it has ${applied} migrations, this version knows ${known}`;
  throw new StartRefusal(
    state === 'behind'
      ? `The database is of an older version (${versions}): npm start, or npm run migrate with DATABASE_OWNER_URL, brings it up to date.`
      : `The database is of a newer version (${versions}): install that version here too.`,
  );
}

/** Whether anything is wrapped by a master key yet. */
export async function isMasterKeyInUse(db: Db): Promise<boolean> {
  const rows = await db.select({ kid: serverKeys.kid }).from(serverKeys).limit(1);
  return rows.length > 0;
}

/** Throws a StartRefusal when what is wrapped in the database does not open with this master key. */
export async function assertMasterKey(db: Db, masterKey: Buffer): Promise<void> {
  const rows = await db
    .select({ kid: serverKeys.kid, wrapped: serverKeys.wrappedPrivateKey })
    .from(serverKeys);
  for (const { kid, wrapped } of rows) {
    try {
      unwrapKey(masterKey, wrapped, kid);
    } catch {
      throw new StartRefusal(
        'The master key is not the one of this database, and would open none of its recordings: put the right one in MASTER_KEY_FILE (or MASTER_KEY).',
      );
    }
  }
}
