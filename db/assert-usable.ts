import { createHmac } from 'node:crypto';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from './client.ts';
import { readSchemaState } from './queries/read-schema-state.ts';
import { serverKeys } from './schema/server-keys.ts';
import { settings } from './schema/settings.ts';

/** Throws a StartRefusal when this code can't work on the tables of the database. */
export async function assertSchema(db: Db): Promise<void> {
  const { state, applied, known } = await readSchemaState(db);
  if (state === 'ok' || state === 'expanded') return;
  const versions = `it has ${applied} migrations, this version knows ${known}`;
  throw new StartRefusal(
    state === 'behind'
      ? `The database is of an older version (${versions}): npm start, or npm run migrate with DATABASE_OWNER_URL, brings it up to date.`
      : `The database is of a newer version (${versions}): install that version here too.`,
  );
}

const KEY = 'master-key';
const MasterKeyMark = z.object({ fingerprint: z.base64url() });

/** Tells one master key from another, and nothing else of it. */
function fingerprintOf(masterKey: Buffer): string {
  const hash = createHmac('sha256', masterKey).update('workcompanion: which master key').digest();
  return hash.subarray(0, 16).toString('base64url');
}

/** `unknown`: no process has begun with a master key yet. */
export type MasterKeyState = 'ok' | 'other' | 'unknown';

export async function masterKeyState(db: Db, masterKey: Buffer): Promise<MasterKeyState> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  if (row === undefined) return 'unknown';
  const { fingerprint } = MasterKeyMark.parse(row.value);
  return fingerprint === fingerprintOf(masterKey) ? 'ok' : 'other';
}

/** Whether anything is wrapped by a master key yet, or some process has begun with one. */
export async function isMasterKeyInUse(db: Db): Promise<boolean> {
  const wrapped = await db.select({ kid: serverKeys.kid }).from(serverKeys).limit(1);
  const marks = await db.select({ key: settings.key }).from(settings).where(eq(settings.key, KEY));
  return wrapped.length + marks.length > 0;
}

/**
 * Throws a StartRefusal when this is not the master key of the database. The first process of all says
 * which one that is; of two that begin at once, one is refused.
 */
export async function assertMasterKey(db: Db, masterKey: Buffer): Promise<void> {
  const rows = await db
    .select({ kid: serverKeys.kid, wrapped: serverKeys.wrappedPrivateKey })
    .from(serverKeys);
  for (const { kid, wrapped } of rows) {
    try {
      unwrapKey(masterKey, wrapped, kid);
    } catch {
      throw otherKey();
    }
  }
  const value = { fingerprint: fingerprintOf(masterKey) };
  const updatedAt = Date.now() * 1000;
  await db.insert(settings).values({ key: KEY, value, updatedAt }).onConflictDoNothing();
  if ((await masterKeyState(db, masterKey)) !== 'ok') throw otherKey();
}

function otherKey(): StartRefusal {
  return new StartRefusal(
    'The master key is not the one of this database, and would open none of its recordings: put the right one in MASTER_KEY_FILE (or MASTER_KEY).',
  );
}
