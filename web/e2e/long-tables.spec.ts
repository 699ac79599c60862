import { expect, type Locator, type Page } from '@playwright/test';
import type { PersonId } from '@workcompanion/core/ids';
import { connect } from '@workcompanion/db/client';
import { people } from '@workcompanion/db/schema/people';
import { inArray } from 'drizzle-orm';
import type { PortalProcess } from '../../scripts/processes/portal-process.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { graveViolations } from './support/axe.ts';
import { test } from './support/fixtures.ts';
import { insertPeople } from './support/insert-people.ts';
import { runOf } from './support/run-of.ts';
import { useSession } from './support/sign-in.ts';

const COUNT = 1_100;
/** What a table may draw of rows out of sight, however many there are. */
const FEW = 100;

const rowsOf = (page: Page): Locator => page.getByRole('table', { name: 'People' }).locator('tr');

/** As somebody reads on who only turns the wheel. */
async function scrollToLast(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 300 });
  }).toPass({ intervals: [50] });
}

/** The portal is that of the tests that follow, too. */
async function removePeople(portal: PortalProcess, ids: PersonId[]): Promise<void> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl, { max: 1 });
  await db.delete(people).where(inArray(people.id, ids));
  await close();
}

test('a long table sorts by keyboard, stays light, and prints whole', async ({
  page,
  portal,
  admin,
}) => {
  const names = Array.from({ length: COUNT }, (_, at) => `Zz Long ${String(at).padStart(4, '0')}`);
  const [first = '', last = ''] = [names[0], names.at(-1)];
  const people = await insertPeople(portal, names);
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/people?q=zz+long`);
  await expect(page.getByRole('link', { name: first, exact: true })).toBeVisible();

  const head = page.getByRole('columnheader', { name: 'Person' });
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByText('Sorted by Person, descending')).toBeAttached();
  await expect(rowsOf(page).nth(1)).toContainText(last);

  await page.goto(page.url());
  await expect(rowsOf(page).nth(1)).toContainText(last);
  await scrollToLast(page, first);
  expect(await rowsOf(page).count()).toBeLessThan(FEW);
  const lastRow = page.getByRole('row', { name: new RegExp(first) });
  await expect(lastRow).toHaveAttribute('aria-rowindex', String(COUNT + 1));
  await expect(head).toBeInViewport();
  expect(await graveViolations(page)).toEqual([]);

  await page.emulateMedia({ media: 'print' });
  await expect(rowsOf(page)).toHaveCount(COUNT + 1);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => rowsOf(page).count()).toBeLessThan(FEW);
  await removePeople(portal, people);
});

test('rows are chosen by keys, and what was done with them is taken back', async ({
  page,
  portal,
  admin,
}) => {
  const people = await insertPeople(portal, ['Yy Keys 1', 'Yy Keys 2', 'Yy Keys 3']);
  await admin.post(TEAM_ROUTES.createTeam.path, { name: 'Keyed' });
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/people?q=yy+keys`);
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true });
  const inTeam = rowsOf(page).filter({ hasText: 'Keyed' });
  await expect(link('Yy Keys 3')).toBeVisible();

  await page.keyboard.press('j');
  await expect(link('Yy Keys 1')).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: '2 chosen' });
  await bar.getByRole('button', { name: 'Move to a team' }).click();
  expect(await graveViolations(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Keyed' }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByText('2 people are in Keyed now')).toBeVisible();
  await expect(inTeam).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(inTeam).toHaveCount(0);

  await page.getByRole('button', { name: 'More for this list' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^Save as a table/ }).click();
  expect((await saved).suggestedFilename()).toMatch(/^people-\d+\.csv$/);
  await link('Yy Keys 3').focus();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/people/${people[1]}/`));
  await removePeople(portal, people);
});
