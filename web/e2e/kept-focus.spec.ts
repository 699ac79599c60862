import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { CASE_ROUTES } from '../contract/cases.ts';
import { ENROLMENT_TOKEN_ROUTES } from '../contract/enrolment-tokens.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { test } from './support/fixtures.ts';
import { insertPeople } from './support/insert-people.ts';
import { useSession } from './support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('the focus goes to what is beside a row that was removed by keyboard', async ({
  page,
  portal,
}) => {
  // The next is done while the one before is still on its way.
  await page.route(`**${TEAM_ROUTES.moveMembers.path}`, async (route) => {
    await delay(700);
    await route.continue();
  });
  await insertPeople(portal, ['Ann One', 'Ben Two', 'Cem Three']);
  await page.goto(`${portal.url}/teams`);
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Passing');
  await page.getByRole('button', { name: 'Create' }).click();
  const members = page.getByRole('list', { name: 'Members' });
  for (const name of ['Ann One', 'Ben Two', 'Cem Three']) {
    await page.getByRole('combobox', { name: 'Add a person' }).click();
    await page.getByRole('option', { name }).click();
    await expect(members).toContainText(name);
  }
  const removalOf = (name: string) => members.getByRole('button', { name: new RegExp(name) });
  await removalOf('Ben Two').press('Enter');
  await expect(removalOf('Ben Two')).toHaveCount(0);
  await expect(removalOf('Cem Three')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(removalOf('Ann One')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Passing' })).toBeFocused();

  // A toast goes with its button; its undo leaves the focus where it was.
  const toast = page.getByRole('alert').filter({ hasText: 'Ann One is out of' });
  await toast.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(removalOf('Ann One')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Passing' })).toBeFocused();
});

test('the focus goes on to the next member of a case', async ({ page, portal, admin }) => {
  const { id } = await admin.post<{ id: string }>(CASE_ROUTES.makeCase.path, {
    title: 'By keyboard',
    description: '',
  });
  for (const name of ['Cora One', 'Cora Two']) {
    const email = `${name.replace(' ', '.')}@keyboard.example`;
    await join(admin, portal, { name, email, roles: ['compliance'] });
    await page.goto(`${portal.url}/cases/${id}?tab=members`);
    await page.getByRole('combobox', { name: 'Add a member' }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
  }
  const removalOf = (name: string) =>
    page.getByRole('row', { name: new RegExp(name) }).getByRole('button', { name: 'Remove' });
  await removalOf('Cora One').press('Enter');
  await expect(removalOf('Cora Two')).toBeFocused();
});

test('the focus goes on to the next token, also past the dialog that asks', async ({
  page,
  portal,
  admin,
}) => {
  for (const label of ['First floor', 'Second floor']) {
    const wish = { label, personId: null, expiresInHours: 1, maxUses: 1 };
    await admin.post(ENROLMENT_TOKEN_ROUTES.createEnrolmentToken.path, wish);
  }
  await page.goto(`${portal.url}/devices?tab=tokens`);
  const revoke = page.getByRole('row', { name: /floor/ }).getByRole('button', { name: 'Revoke' });
  await expect(revoke).toHaveCount(2);
  await revoke.first().press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(revoke).toHaveCount(1);
  await expect(revoke).toBeFocused();
});
