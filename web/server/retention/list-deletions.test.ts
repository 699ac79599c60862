import { deletions } from '@workcompanion/db/schema/deletions';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { insertListed } from '../testing/insert-listed.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listDeletions } from './list-deletions.ts';
import { readCertificate } from './read-certificate.ts';

let server: TestServer;
let ctx: UserContext;
beforeEach(async () => {
  server = await startTestServer();
  ctx = await makeUser(server.context(), ['compliance']);
  await insertListed(ctx, 3);
});
afterEach(() => server.close());

it.each([
  ['nothing', ''],
  ['cut short', 'eyJhbGciOiJFZERTQSJ9.eyJ2'],
  ['no certificate', 'not a certificate'],
])('deletions are all listed when the certificate of one is %s', async (_, certificate) => {
  const [broken] = await ctx.db.select().from(deletions).limit(1);
  if (!broken) throw new Error('three deletions were inserted');
  await ctx.db
    .update(deletions)
    .set({ finishedAt: 9, certificate })
    .where(eq(deletions.id, broken.id));
  const { items } = await listDeletions(ctx, { sort: '-keysDestroyed', limit: 50 });
  expect(items).toHaveLength(3);
  const alarms = items.filter(({ isCertificateBroken }) => isCertificateBroken);
  expect(alarms.map(({ id }) => id)).toEqual([broken.id]);
});

it('what is stored as a broken certificate can still be downloaded', async () => {
  const [deletion] = await ctx.db.select().from(deletions).limit(1);
  if (!deletion) throw new Error('three deletions were inserted');
  await ctx.db.update(deletions).set({ certificate: 'not a certificate' });
  await expect(readCertificate(ctx, { id: deletion.id })).resolves.toMatchObject({
    jws: 'not a certificate',
  });
});
