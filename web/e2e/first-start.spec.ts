import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';

test('the printed link makes the first account, once', async ({ page, scratch }) => {
  const portal = await startPortal(join(scratch, 'first-start'));
  try {
    await page.goto(`${portal.url}/people`);
    await expect(page).toHaveURL(/\/sign-in/);

    await page.goto(portal.adminLink);
    await page.getByLabel('Your name').fill(ADMIN.name);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Create account and sign in' }).click();
    await expect(page).toHaveURL(/\/people$/);
    await expect(page.getByRole('main')).toContainText('npx workcompanion-recorder');

    await page.context().clearCookies();
    await page.goto(portal.adminLink);
    await expect(page.getByText('This link can no longer be used')).toBeVisible();
    await expect(page.getByLabel('Your name')).toBeHidden();

    await page.goto(`${portal.url}/sign-in`);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').first()).toContainText('wrong');
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/overview$/);
  } finally {
    await portal.stop();
  }
});
