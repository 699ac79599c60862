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
  // Nothing is chosen for them.
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText('Choose a reason.')).toBeVisible();
  await page.getByLabel('Something else').check();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText('Say in words what it is for.')).toBeVisible();
  await page.getByLabel('In your words').fill('Ticket 4711');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.locator('video').first()).toBeVisible();
  await expect(page.getByText('Something else: Ticket 4711').first()).toBeVisible({
    timeout: 30_000,
  });

  await page.getByRole('button', { name: 'Something else' }).click();
  const dialog = page.getByRole('dialog', { name: 'What you watch' });
  await expect(dialog.getByText('Ticket 4711')).toBeVisible();
  await dialog.getByLabel('Security incident').check();
  await dialog.getByLabel('In your words').fill('A letter of the police');
  await dialog.getByLabel(/^An investigation/).check();
  await dialog.getByRole('button', { name: 'Watch for this' }).click();
  await page.getByRole('button', { name: 'Security incident' }).click();
  await expect(dialog.getByText('A letter of the police')).toBeVisible();
  await expect(dialog.getByText(/sees it from/)).toBeVisible();
});
