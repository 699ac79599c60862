import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';

test('the printed link makes the first account, once', async ({ page, scratch }) => {
  const portal = await startPortal(join(scratch, 'first-start'));
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  try {
    const first = await page.goto(`${portal.url}/people`);
    // Scripts run by the nonce of their page, and no others do.
    expect(first?.headers()['content-security-policy']).toMatch(
      /script-src 'self' 'nonce-[\w+/=]+';/,
    );
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
    expect(refused).toEqual([]);
  } finally {
    await portal.stop();
  }
});

test('what is spoilt on the way to a sign-in is refused, and fails nowhere', async ({ portal }) => {
  const statusOf = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${portal.url}${path}`, { redirect: 'manual', ...init });
    await response.body?.cancel();
    return response.status;
  };
  for (const address of ['http://[', 'http://', 'javascript:alert(1)', 'nonsense:']) {
    const callbackUrl = encodeURIComponent(address);
    const cookie = `next-auth.callback-url=${callbackUrl}`;
    expect(await statusOf(`/api/auth/csrf?callbackUrl=${callbackUrl}`)).toBe(400);
    expect(await statusOf('/api/auth/csrf', { headers: { cookie } })).toBe(400);
    const body = new URLSearchParams({ csrfToken: 'x', callbackUrl: address });
    const path = '/api/auth/callback/credentials';
    expect(await statusOf(path, { method: 'POST', body })).toBeLessThan(500);
  }
  const flood = new Uint8Array(5_000_000);
  expect(await statusOf('/api/auth/signin/credentials', { method: 'POST', body: flood })).toBe(413);
  const trace = request(portal.url, { method: 'TRACE' });
  trace.end();
  const [answer] = await once(trace, 'response');
  expect(answer.statusCode).toBe(405);
});
