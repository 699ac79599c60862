import { expect } from '@playwright/test';
import { test } from './support/recorded.ts';
import { useSession } from './support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('a new policy version reaches a running recorder, which is told why', async ({
  page,
  portal,
  recorded,
}) => {
  expect(recorded.personId).not.toBe('');
  await page.goto(`${portal.url}/policies`);
  await page.getByRole('link', { name: 'New version' }).click();
  await page.getByLabel('Name').fill('Two heartbeats');
  await page.getByLabel('Why it is made').fill('To see it arrive');
  await page.locator('label', { hasText: 'Everyone' }).click();
  await page.getByLabel('Heartbeat, seconds').fill('2');
  await expect(page.getByText('Every 2 s').first()).toBeVisible();
  await page.getByRole('button', { name: 'Create version' }).click();
  const everyone = page.getByRole('row', { name: /Everyone/ });
  await expect(everyone).toContainText('Two heartbeats');
  const version = /(\d+) · Two heartbeats/.exec((await everyone.textContent()) ?? '')?.[1];

  await page.goto(`${portal.url}/devices`);
  await page.getByRole('table').first().getByRole('cell').getByRole('button').first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('Why it records so')).toBeVisible();
  await expect(drawer.getByText(`Everyone: ${version} · Two heartbeats`)).toBeVisible();
  await expect(drawer.getByText(`Runs version ${version}`)).toBeVisible({ timeout: 30_000 });
});
