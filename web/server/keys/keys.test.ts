import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionSecret } from '../open-context.ts';
import { ensureServerKeys } from './ensure-server-keys.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe("the server's keys", () => {
  const masterKey = randomBytes(32);
  const vault = () => ({ db: database.db, masterKey, now: () => 0 });

  test('are made once, also when several processes start at the same moment', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => ensureServerKeys(vault())));
    for (const keys of made) expect(keys).toEqual(made[0]);
    expect(await ensureServerKeys(vault())).toEqual(made[0]);
    expect(await database.db.select().from(serverKeys)).toHaveLength(3);
  });

  test('lie wrapped: their private halves are nowhere in the rows', async () => {
    const keys = await ensureServerKeys(vault());
    for (const row of await database.db.select().from(serverKeys)) {
      const text = `${JSON.stringify(row)} ${row.wrappedPrivateKey.toString('latin1')}`;
      expect(text).not.toContain(keys.signing.privateKey.d);
      expect(text).not.toContain(keys.sealing.privateKey.d);
    }
  });

  test('do not open with another master key', async () => {
    const stranger = { ...vault(), masterKey: randomBytes(32) };
    await expect(ensureServerKeys(stranger)).rejects.toThrow('does not open');
  });
});

describe('the master key', () => {
  const key = randomBytes(32);
  test.each([
    ['hex', key.toString('hex')],
    ['base64', key.toString('base64')],
    ['base64url', key.toString('base64url')],
    ['a line', `${key.toString('base64')}\n`],
  ])('is read from %s', async (_, text) => {
    expect(await loadMasterKey({ MASTER_KEY: text })).toEqual(key);
  });

  test('is read from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workcompanion-key-'));
    const path = join(folder, 'master.key');
    await writeFile(path, `${key.toString('base64url')}\n`);
    expect(await loadMasterKey({ MASTER_KEY_FILE: path })).toEqual(key);
    await rm(folder, { recursive: true });
  });

  test.each([
    ['too short', key.subarray(1).toString('hex')],
    ['a password', 'hunter2'],
    ['empty', ''],
  ])('is not taken from what is %s, nor quoted', async (_, text) => {
    const refused = await loadMasterKey({ MASTER_KEY: text }).catch((error: unknown) =>
      String(error),
    );
    expect(refused).toContain('must be 32 bytes');
    if (text !== '') expect(refused).not.toContain(text);
  });

  test('gives the session secret, and can not be told from it', () => {
    expect(sessionSecret(key)).toBe(sessionSecret(key));
    expect(sessionSecret(key)).not.toBe(sessionSecret(randomBytes(32)));
  });
});
