import { expect } from '@playwright/test';
import { test } from '../support/recorded.ts';
import { useSession } from '../support/sign-in.ts';

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
  await expect(drawer.getByText('Why it records this way')).toBeVisible();
  await expect(drawer.getByText(`Everyone: ${version} · Two heartbeats`)).toBeVisible();
  await expect(drawer.getByText(`Runs version ${version}`)).toBeVisible({ timeout: 30_000 });
});

test('the form of a policy has the units people think in, and refuses hours that it can not read', async ({
  page,
  portal,
}) => {
  await page.goto(`${portal.url}/policies/new`);
  const preview = page.getByRole('complementary');
  await expect(preview).toContainText('Nothing is different.');
  await page.getByLabel('At most, KB/s').fill('500');
  await expect(preview).toContainText('at most 500 KB/s');
  await page.getByLabel('Fewer pictures while nobody uses').click();
  await expect(page.getByLabel('After minutes without input')).toHaveValue('2');
  await page.getByLabel('After minutes without input').fill('1.5');
  await expect(preview).toContainText('1 picture a second after 1.5 min');

  await page.getByLabel('Only in working hours').click();
  const monday = page.getByLabel('Mon', { exact: true });
  await expect(monday).toHaveValue('09:00–12:00, 13:00–17:00');
  await monday.fill('nine to five');
  await page.getByLabel('Name').fill('Unreadable');
  await page.getByRole('button', { name: 'Create version' }).click();
  await expect(page.getByText('Write times as 09:00–17:00, separated by commas.')).toBeVisible();
  await expect(monday).toBeFocused();
  await monday.fill('8:00-12:00');
  await page.getByRole('button', { name: 'Copy Monday' }).click();
  await expect(preview).toContainText('Mon–Fri 08:00–12:00 (the computer’s own time)');
});
