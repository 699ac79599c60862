import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { webhookDeliveries, webhooks } from '@workcompanion/db/schema/webhooks';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AddWebhook, ChangeWebhook, Webhooks } from '../../contract/webhooks.ts';
import type { UserContext } from '../auth/user-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listWebhooks } from './list-webhooks.ts';
import { testWebhook } from './test-webhook.ts';
import { addWebhook, changeWebhook, removeWebhook } from './webhooks.ts';

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
});
afterAll(() => server.close());

const WISH = AddWebhook.parse({
  name: 'Pager',
  url: 'https://pager.example/hooks/T0KEN',
  alerts: ['storage', 'archive'],
});

async function audited(id: string) {
  return await admin.db.select().from(auditEntries).where(eq(auditEntries.entityId, id));
}

describe('a webhook', () => {
  test('is added with a secret that only the master key opens, and that no log holds', async () => {
    const { id, secret } = await addWebhook(admin, WISH);
    const [row] = await admin.db.select().from(webhooks).where(eq(webhooks.id, id));
    const wrapped = row?.secret ?? Buffer.of();
    expect(wrapped.toString('latin1')).not.toContain(secret);
    expect(unwrapKey(admin.masterKey, wrapped, `webhook:${id}`).toString()).toBe(secret);
    const told = JSON.stringify(await audited(id));
    expect(told).toContain('pager.example');
    expect(told).not.toContain('T0KEN');
    expect(told).not.toContain(secret);
  });

  test('is tested by a delivery like any other, and the list says how that went', async () => {
    const { id } = await addWebhook(admin, WISH);
    const find = async () => {
      const list = await listWebhooks(admin);
      expect(Webhooks.safeParse(list).error).toBeUndefined();
      return list.items.find((item) => item.id === id)?.lastDelivery;
    };
    expect(await find()).toBeNull();
    await testWebhook(admin, { webhook: id });
    expect(await find()).toMatchObject({ event: 'test', state: 'waiting', attempts: 0 });
    const own = eq(webhookDeliveries.webhookId, id);
    const failed = { attempts: 1, lastStatus: 503, lastError: 'HTTP 503' };
    await admin.db.update(webhookDeliveries).set(failed).where(own);
    expect(await find()).toMatchObject({ state: 'failing', status: 503, error: 'HTTP 503' });
    await admin.db.update(webhookDeliveries).set({ nextAt: null }).where(own);
    expect(await find()).toMatchObject({ state: 'given-up' });
    await admin.db.update(webhookDeliveries).set({ deliveredAt: 1 }).where(own);
    expect(await find()).toMatchObject({ state: 'delivered' });
  });

  test('is changed but for its secret, and the audit tells what it was', async () => {
    const { id } = await addWebhook(admin, WISH);
    const own = eq(webhooks.id, id);
    const [before] = await admin.db.select().from(webhooks).where(own);
    const wish = { name: 'Mail', url: 'https://mail.example/hooks/S3CRET', alerts: ['fleet'] };
    await changeWebhook(admin, ChangeWebhook.parse({ webhook: id, ...wish }));
    const [after] = await admin.db.select().from(webhooks).where(own);
    expect(after).toEqual({ ...before, ...wish });
    const changed = (await audited(id)).at(-1);
    expect(changed).toMatchObject({
      action: 'webhook.changed',
      before: { name: 'Pager', host: 'pager.example' },
      after: { host: 'mail.example' },
    });
    expect(JSON.stringify(changed)).not.toMatch(/T0KEN|S3CRET/);
  });

  test('is removed with what still waits for it', async () => {
    const { id } = await addWebhook(admin, WISH);
    await testWebhook(admin, { webhook: id });
    await removeWebhook(admin, { webhook: id });
    expect((await listWebhooks(admin)).items.map((item) => item.id)).not.toContain(id);
    await expect(removeWebhook(admin, { webhook: id })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await audited(id)).map(({ action }) => action)).toEqual([
      'webhook.added',
      'webhook.tested',
      'webhook.removed',
    ]);
  });

  test.each([
    ['https://hooks.example/a', true],
    ['http://127.0.0.1:9000/a', true],
    ['http://localhost/a', true],
    ['http://[::1]:9000/a', true],
    ['http://hooks.example/a', false],
    ['http://127.0.0.1.example/a', false],
    ['https://user:word@hooks.example/a', false],
    ['ftp://hooks.example/a', false],
    ['hooks.example', false],
  ])('to %s: %s', (url, isTaken) => {
    expect(AddWebhook.safeParse({ ...WISH, url }).success).toBe(isTaken);
  });
});
