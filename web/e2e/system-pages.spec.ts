import { join as joinPath } from 'node:path';
import { expect } from '@playwright/test';
import { newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { connect } from '@workcompanion/db/client';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { sql } from 'drizzle-orm';
import { join } from '../../scripts/processes/join.ts';
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { type PortalProcess, startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';
import { runOf } from './support/run-of.ts';
import { useSession } from './support/sign-in.ts';

test.describe.configure({ mode: 'serial' });

let portal: PortalProcess;
let admin: PortalClient;
test.beforeAll(async ({ scratch }) => {
  test.setTimeout(240_000);
  portal = await startPortal(joinPath(scratch, 'system'));
  admin = new PortalClient(portal.url);
  await admin.redeem(portal.adminLink, ADMIN);
});
test.afterAll(() => portal.stop());
test.beforeEach(({ page }) => useSession(page, portal, admin));

/** As the archive leaves a segment whose local file is not what was received. */
async function quarantineOne(): Promise<void> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const device = await insertDevice(db);
  const [segment, recording] = [newId(SegmentId), newId(RecordingId)];
  await db.execute(sql`
    insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
      journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, last_error)
    values (${segment}, ${device}, ${recording}, ${recording}, now(), 1, 1, 0, 0, 1, 2000000, 1,
      '', '', '', 'quarantined', 'digest-mismatch')`);
  await close();
}

test('the disk is watched, and quarantine can be retried', async ({ page }) => {
  await quarantineOne();
  await page.goto(`${portal.url}/archive`);
  await expect(page.getByText(/Waiting for its time window|Up to date/)).toBeVisible({
    timeout: 60_000,
  });
  // The workers' watch looks each half minute.
  const disk = page
    .locator('section', { has: page.getByRole('heading', { name: 'Storage of new recordings' }) })
    .first();
  await expect(disk.getByText('1 recording, 2 MB')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Recordings are in quarantine')).toBeVisible({ timeout: 30_000 });

  await page.getByRole('tab', { name: /Quarantine/ }).click();
  const row = page.getByRole('row', { name: /Lin Wei/ });
  await expect(row).toContainText('The local file is not what was received');
  await row.getByRole('button', { name: /Retry/ }).click();
  await expect(page.getByText('1 recording is tried again')).toBeVisible();
  await expect(page.getByText('Nothing is in quarantine')).toBeVisible();
});

test('settings test the real archive, and name who holds both duties', async ({ page }) => {
  await page.goto(`${portal.url}/settings`);
  const note = page.getByRole('note').filter({ hasText: 'The same person runs the system' });
  await expect(note).toContainText(ADMIN.name);
  await expect(page.getByText('Running')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Test the store “Archive”' }).click();
  await expect(page.getByText('Everything works')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Check size and checksum')).toBeVisible();
  await expect(page.getByText('up to date')).toBeVisible();
});

test('a first step leads to its own section of the settings', async ({ page }) => {
  await page.goto(`${portal.url}/overview`);
  await page.getByRole('link', { name: 'Set up e-mail' }).click();
  const section = page.getByRole('region', { name: 'E-mail and webhooks' });
  await expect(section).toBeVisible();
  // Its cards above fetch what they show, and are then higher.
  await expect
    .poll(async () => (await section.boundingBox())?.y ?? Number.POSITIVE_INFINITY)
    .toBeLessThan(150);
});

const PAGES = ['overview', 'inbox', 'people', 'search', 'cases', 'devices', 'policies', 'archive'];
const MORE = ['retention', 'integrity', 'users', 'teams', 'approvals', 'settings', 'account'];

test('the first HTML of each page has its heading, before any script has run', async ({ page }) => {
  const bare = async (paths: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const path of paths) {
      const html = await (await page.request.get(`${portal.url}/${path}`)).text();
      if (!html.split('self.__next_f')[0]?.includes('<h1')) found.push(path);
    }
    return found;
  };
  expect(await bare([...PAGES, ...MORE])).toEqual([]);
  const account = { name: 'Otto Auditor', email: 'otto@example.com' };
  const auditor = await join(admin, portal, { ...account, roles: ['auditor'] });
  await useSession(page, portal, auditor);
  expect(await bare(['audit', 'views'])).toEqual([]);
});
