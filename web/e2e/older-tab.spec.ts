import { expect, type Page } from '@playwright/test';
import { BUILD_HEADER } from '../contract/session.ts';
import { ADMIN, test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

const OUTDATED = 'This page is older than the portal';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

/** From now on the portal of tomorrow answers: another build, with what this page has no word for. */
async function answerAsTomorrow(page: Page, learned: Readonly<Record<string, string>> = {}) {
  await page.route(/\/api\/portal\//, async (route) => {
    const response = await route.fetch();
    const body = Object.entries(learned).reduce(
      (text, [known, unknown]) => text.replaceAll(known, unknown),
      await response.text(),
    );
    await route.fulfill({
      response,
      headers: { ...response.headers(), [BUILD_HEADER]: 'tomorrow' },
      body,
    });
  });
}

const offerOn = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'A new version is here.' });

test('a tab of the release before shows what it knows, and offers to reload', async ({
  page,
  portal,
}) => {
  await answerAsTomorrow(page, {
    '"status":"active"': '"status":"hibernating","mood":"calm"',
    '"roles":[': '"roles":["dreamer",',
  });
  await page.goto(`${portal.url}/users`);
  const row = page.getByRole('row', { name: ADMIN.name });
  await expect(row).toContainText('Unknown');
  await expect(row).toContainText(/Administrator, .*, Unknown/);
  await expect(offerOn(page)).toBeVisible();

  // Nothing that it does not know is saved from here.
  await row.getByRole('button').first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Renamed');
  await expect(drawer.getByText(OUTDATED)).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Save' })).toBeDisabled();
  await drawer.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);

  await page.unrouteAll({ behavior: 'wait' });
  await offerOn(page).getByRole('button', { name: 'Reload' }).click();
  await expect(row).toContainText('Active');
  await expect(offerOn(page)).toHaveCount(0);
});

test('a policy that it does not know whole is listed, and not copied', async ({ page, portal }) => {
  await answerAsTomorrow(page, { '"displays":"all"': '"displays":"every-second"' });
  await page.goto(`${portal.url}/policies`);
  await expect(page.getByRole('row', { name: /Everyone/ })).toBeVisible();
  await page.goto(`${portal.url}/policies/new`);
  await expect(page.getByText(OUTDATED)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create version' })).toHaveCount(0);
});

test('an unsaved form is not reloaded unasked', async ({ page, portal }) => {
  await page.goto(`${portal.url}/policies/new`);
  await page.getByLabel('Name').fill('Half written');
  await answerAsTomorrow(page);
  // The palette asks for people as one types.
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A page, a person').fill('Lin');
  await expect(offerOn(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await offerOn(page).getByRole('button', { name: 'Reload' }).click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Stay here' })
    .click();
  await expect(page.getByLabel('Name')).toHaveValue('Half written');
});
