import { expect } from '@playwright/test';
import { ADMIN, test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('whoever leaves the policy editor with something unsaved is asked first', async ({
  page,
  portal,
}) => {
  await page.goto(`${portal.url}/policies`);
  await page.getByRole('link', { name: 'New version' }).click();
  const people = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'People' });
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.getByLabel('Name').fill('Half written');

  await people.press('Enter');
  await dialog.getByRole('button', { name: 'Stay here' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(people).toBeFocused();
  await expect(page).toHaveURL(/\/policies\/new/);
  await expect(page.getByLabel('Name')).toHaveValue('Half written');

  await page.getByRole('button', { name: ADMIN.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A page, a person').fill('/people');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page).toHaveURL(/\/people$/);

  // Nothing was changed: nothing is asked.
  await page.goto(`${portal.url}/policies/new`);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/policies$/);
});
