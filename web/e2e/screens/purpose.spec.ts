import { expect } from '@playwright/test';
import { join } from '../../../scripts/processes/join.ts';
import { test } from '../support/recorded.ts';
import { useSession } from '../support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await admin.post('/api/portal/watching-settings', { exemptRoles: [] });
  // An answer counts for hours, and somebody else may have been asked about this person already.
  const account = { name: 'Pia Purpose', email: 'pia@example.com', roles: ['compliance'] as const };
  await useSession(page, portal, await join(admin, portal, account));
});
test.afterEach(({ admin }) => admin.askNobodyWhy());

test('who watches somebody says why first, and the log tells it', async ({ page, recorded }) => {
  await page.goto(recorded.personUrl);
  await expect(page.getByRole('heading', { name: /^Why do you watch/ })).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await page.getByLabel('Something else').check();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText('Say in words what it is for.')).toBeVisible();
  await page.getByLabel('In your words').fill('Ticket 4711');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.locator('video').first()).toBeVisible();
  await expect(page.getByText('Something else: Ticket 4711').first()).toBeVisible({
    timeout: 30_000,
  });
});
