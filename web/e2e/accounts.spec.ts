import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { join, PASSWORD } from '../../scripts/processes/join.ts';
import { ADMIN, test } from './support/fixtures.ts';
import { insertPeople } from './support/insert-people.ts';
import { useSession } from './support/sign-in.ts';

const MARA = { name: 'Mara Silva', email: 'mara@example.com', password: 'a manager by her word' };

async function chooseOption(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

test('somebody is invited, joins, sees the own team only, and is shut out at once', async ({
  browser,
  page,
  portal,
  admin,
}) => {
  const [anna = '', bo = ''] = await insertPeople(portal, ['Anna Support', 'Bo Engineering']);
  await useSession(page, portal, admin);

  // A team with one of the two people.
  await page.goto(`${portal.url}/teams`);
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Support');
  await page.getByRole('button', { name: 'Create' }).click();
  await chooseOption(page, 'Add a person', 'Anna Support');
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Anna Support');
  await expect(page.getByText('Anna Support is in Support now')).toBeVisible();

  // Its manager is invited by a link.
  await page.goto(`${portal.url}/users`);
  await expect(page.getByText(`${ADMIN.name} runs the system and may also watch`)).toBeVisible();
  await page.getByRole('button', { name: 'Invite' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Email' }).fill(MARA.email);
  await form.getByRole('textbox', { name: 'Name' }).fill(MARA.name);
  await form.getByRole('checkbox', { name: 'Team manager' }).check();
  await chooseOption(page, 'Teams to manage', 'Support');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Create invitation' }).click();
  const link = await page.getByRole('dialog').locator('code').innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: MARA.name })).toContainText('Invited');

  // She chooses a password, and begins where her role does.
  const hers = await browser.newPage();
  await hers.goto(link);
  await expect(hers.getByText(`Welcome, ${MARA.name}`)).toBeVisible();
  await hers.getByLabel('Password', { exact: true }).fill(MARA.password);
  await hers.getByRole('button', { name: 'Set the password' }).click();
  await expect(hers).toHaveURL(/\/overview$/);
  await expect(hers.getByRole('heading', { name: 'My people now' })).toBeVisible();
  await hers.goto(`${portal.url}/people`);

  // Only the own team is there, and only what a manager may open.
  await expect(hers.getByText('Anna Support')).toBeVisible();
  await expect(hers.getByText('Bo Engineering')).toHaveCount(0);
  const nav = hers.getByRole('navigation', { name: 'Main' });
  await expect(nav.getByRole('link', { name: 'Accounts' })).toHaveCount(0);
  const statusOf = async (path: string) => (await hers.request.get(portal.url + path)).status();
  const today = new Date().toISOString().slice(0, 10);
  expect(await statusOf(`/people/${anna}/${today}`)).toBe(200);
  expect(await statusOf(`/people/${bo}/${today}`)).toBe(404);
  expect(await statusOf(`/api/portal/people/${anna}/days/${today}`)).toBe(200);
  expect(await statusOf(`/api/portal/people/${bo}/days/${today}`)).toBe(404);
  expect(await statusOf('/users')).toBe(403);
  expect(await statusOf('/api/portal/users')).toBe(403);
  await hers.goto(`${portal.url}/users`);
  await expect(hers.getByText('This page is not for your account')).toBeVisible();

  // The link is spent.
  const again = await browser.newPage();
  await again.goto(link);
  await expect(again.getByText('This link can no longer be used')).toBeVisible();

  // Disabled, she is out with her next click, and can't come back.
  await page.reload();
  await page.getByRole('button', { name: MARA.name }).click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page
    .getByRole('dialog', { name: /Disable Mara/ })
    .getByRole('button', { name: 'Disable' })
    .click();
  await expect(page.getByRole('row', { name: MARA.name })).toContainText('Disabled');
  expect(await statusOf(`/api/portal/people/${anna}/days/${today}`)).toBe(401);
  await hers.goto(`${portal.url}/people`);
  await expect(hers).toHaveURL(/\/sign-in/);
  await hers.getByLabel('Email').fill(MARA.email);
  await hers.getByLabel('Password', { exact: true }).fill(MARA.password);
  await hers.getByRole('button', { name: 'Sign in' }).click();
  await expect(hers.getByRole('alert').first()).toContainText('wrong');
  await hers.close();
  await again.close();
});

/** Pages that the role is led to, and some that it is not. */
const BY_ROLE = [
  { role: 'admin', has: ['Devices', 'Accounts', 'Settings'], lacks: ['View log', 'Mine'] },
  { role: 'compliance', has: ['People', 'Cases'], lacks: ['Devices', 'Accounts', 'View log'] },
  { role: 'auditor', has: ['View log', 'Audit'], lacks: ['Devices', 'Accounts', 'Mine'] },
  { role: 'employee', has: ['Mine'], lacks: ['Devices', 'Cases', 'View log'] },
] as const;

test('each role signs in and is led to its own pages', async ({ browser, portal, admin }) => {
  const [personId = ''] = await insertPeople(portal, ['Ed Employed']);
  for (const { role, has, lacks } of BY_ROLE) {
    const email = `${role}@roles.example`;
    const self = role === 'employee' ? { personId } : {};
    await join(admin, portal, { name: `Only ${role}`, email, roles: [role], ...self });
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${portal.url}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const nav = page.getByRole('navigation', { name: 'Main' });
    for (const name of has) {
      await expect(nav.getByRole('link', { name, exact: true }), `${role}: ${name}`).toBeVisible();
    }
    for (const name of lacks) {
      await expect(nav.getByRole('link', { name, exact: true }), `${role}: ${name}`).toHaveCount(0);
    }
    await context.close();
  }
});
