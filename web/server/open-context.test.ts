import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../env.ts';
import { openContext } from './open-context.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** How the portal's start ends with such a key. */
async function start(masterKey: Buffer, databaseUrl = server.databaseUrl): Promise<unknown> {
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    HOT_DIR: server.hotDir,
    THUMBNAIL_DIR: join(server.archiveDir, 'thumbnails'),
    EVIDENCE_PACKAGES_DIR: join(server.archiveDir, 'evidence-packages'),
    ARCHIVE_KIND: 'off',
    PUBLIC_URL: 'https://portal.example',
    MASTER_KEY: masterKey.toString('hex'),
    LOG_LEVEL: 'silent',
  });
  const opened = await openContext(env).catch((error: unknown) => error);
  if (opened instanceof Error) return opened;
  return 'up';
}

describe('the portal', () => {
  test('refuses a master key that is not the one of the database', async () => {
    const refusal = await start(randomBytes(32));
    expect(refusal).toBeInstanceOf(StartRefusal);
    expect(String(refusal)).toContain('The master key is not the one of this database');
  });

  test('says what to do when no database answers', async () => {
    const refusal = await start(server.masterKey, 'postgres://me:sesame@127.0.0.1:1/none');
    expect(refusal).toBeInstanceOf(StartRefusal);
    expect(refusal).toMatchObject({
      exitCode: 75,
      message: expect.stringMatching(/^PostgreSQL at 127.0.0.1:1 does not answer \(ECONNREFUSED\)/),
    });
  }, 30_000);

  test.each([
    [
      'older',
      'delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)',
    ],
    [
      'newer',
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('a', 9e15), ('b', 9e15);
       update settings set value = '{"oldestCode":1000}' where key = 'schema'`,
    ],
  ])('refuses a database of an %s version', async (word, change) => {
    await server.owner.execute(change);
    const refusal = await start(server.masterKey);
    expect(refusal).toBeInstanceOf(StartRefusal);
    expect(String(refusal)).toContain(`of an ${word} version`.replace('an newer', 'a newer'));
  });
});
