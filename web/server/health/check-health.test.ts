import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@workcompanion/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { checkHealth } from './check-health.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('the portal', () => {
  test('is healthy while its database answers and its store can be written', async () => {
    expect(await checkHealth(server.context())).toEqual({ status: 'ok' });
  });

  test('is not when its store is gone, and does not say where it was', async () => {
    const ctx = server.context({ hotDir: join(server.hotDir, 'unplugged') });
    const sick = await checkHealth(ctx).catch((error: unknown) => error);
    expect(sick).toMatchObject({ code: 'unavailable', retryable: true });
    expect(String(sick)).not.toContain(server.hotDir);
  });

  test('is not when its database is gone, and does not say how it was reached', async () => {
    const gone = connect('postgres://nobody:hunter2@127.0.0.1:1/none');
    const sick = await checkHealth({ ...server.context(), db: gone.db }).catch(
      (error: unknown) => error,
    );
    await gone.close();
    expect(sick).toMatchObject({ code: 'unavailable' });
    expect(String(sick)).not.toContain('hunter2');
  });
});

test('nothing stands before the routes that would cut their bodies at 10 MB, as Next does then', () => {
  const web = join(import.meta.dirname, '..', '..');
  for (const name of ['proxy.ts', 'middleware.ts', 'proxy.js', 'middleware.js']) {
    expect(existsSync(join(web, name))).toBe(false);
  }
});
