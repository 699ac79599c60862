import { join as joinPath } from 'node:path';
import { expect } from '@playwright/test';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { AUDIT_GENESIS, hashAuditEntry } from '@workcompanion/db/audit/hash-audit-entry';
import { connect, type Db } from '@workcompanion/db/client';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertEntries } from '@workcompanion/db/testing/insert-entries';
import { sql } from 'drizzle-orm';
import { join } from '../../scripts/processes/join.ts';
import { ownerUrl } from '../../scripts/processes/owner-url.ts';
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';
import { runOf } from './support/run-of.ts';
import { useSession as giveSession } from './support/sign-in.ts';

const HOUR = 3_600_000_000;

const ATTACKS = [
  'set session_replication_role = replica',
  'alter table audit_entries disable trigger all',
  'delete from audit_entries where seq = 1',
  "update audit_entries set action = 'nothing.happened' where seq = 1",
  'truncate audit_entries',
  'drop table audit_entries',
];

/** As somebody with all rights over the database would: the chain holds together again. */
async function forgetFirstEntry(owner: Db): Promise<void> {
  const [, ...rest] = await owner.select().from(auditEntries).orderBy(auditEntries.seq);
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.delete(auditEntries);
    let prev: Buffer = AUDIT_GENESIS;
    for (const [at, row] of rest.entries()) {
      const linked = { ...row, seq: at + 1, prev };
      prev = hashAuditEntry(linked);
      await tx.insert(auditEntries).values({ ...linked, hash: prev });
    }
  });
}

test('the portal’s own account can’t change the audit log, and its owner not unseen', async ({
  page,
  scratch,
}) => {
  test.setTimeout(240_000);
  const portal = await startPortal(joinPath(scratch, 'record'));
  const { databaseUrl } = await runOf(portal);
  const own = connect(databaseUrl);
  const owner = connect(await ownerUrl(portal.dataDir));
  try {
    const admin = new PortalClient(portal.url);
    await admin.redeem(portal.adminLink, ADMIN);
    for (const attack of ATTACKS) {
      const refused = own.db.execute(sql.raw(attack));
      await expect(refused, attack).rejects.toHaveProperty('cause.code', '42501');
    }

    // An hour ends: the workers make its checkpoint.
    const keys = await generateSigningKeyPair();
    const device = await insertDevice(owner.db, { publicKey: keys.publicKey });
    const receivedAt = [Date.now() * 1000 - 3 * HOUR];
    await insertEntries(owner.db, { device, keys, server: keys, receivedAt });
    const made = async () => (await own.db.select().from(checkpoints)).length;
    await expect.poll(made, { timeout: 120_000 }).toBeGreaterThan(0);

    const wish = { name: 'Aud Auditor', email: 'aud@example.com', roles: ['auditor'] } as const;
    await giveSession(page, portal, await join(admin, portal, wish));
    await page.goto(`${portal.url}/audit`);
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await expect(page.getByText(/^The log is complete/)).toBeVisible();

    await forgetFirstEntry(owner.db);
    await page.reload();
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await expect(page.getByText(/The log was written anew: at entry \d+/)).toBeVisible();
  } finally {
    await Promise.all([own.close(), owner.close()]);
    await portal.stop();
  }
});
