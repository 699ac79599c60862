import { expect, type Page } from '@playwright/test';
import { join, PASSWORD } from '../../scripts/processes/join.ts';
import type { PortalClient } from '../../scripts/processes/portal-client.ts';
import type { PortalProcess } from '../../scripts/processes/portal-process.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { USER_ROUTES } from '../contract/users.ts';
import { REMARK_ROUTES, WATCHING_ROUTES } from '../contract/watching.ts';
import { DayPage } from './support/day-page.ts';
import { makeDrawnCase } from './support/drawn-case.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

/**
 * What each role does first, by what the pages offer. The second administrator's is in
 * `attack-administrator.spec.ts`, that of an outsider who gets a package in `screens/evidence.spec.ts`.
 */
const MADE_WITHIN_MS = 90_000;

/** Each role is led to its own first page. */
async function openHome(page: Page, { url }: PortalProcess, path: string): Promise<void> {
  await page.goto(url);
  await expect(page).toHaveURL(url + path);
}

/** By the palette, as somebody types who knows what they look for. */
async function findByKeys(page: Page, words: string, option: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search and go to' }).fill(words);
  const found = page.getByRole('button', { name: option }).first();
  await expect(found).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('Enter');
}

test.describe('where whoever watches says why', () => {
  test.beforeEach(async ({ admin }) => {
    await admin.post(WATCHING_ROUTES.changeWatchingSettings.path, { exemptRoles: [] });
  });
  test.afterEach(({ admin }) => admin.askNobodyWhy());

  test('a manager comes in by a link, answers a remark, finds a moment and keeps it', async ({
    page,
    portal,
    admin,
    drawn,
  }) => {
    const team = await admin.post<{ id: string }>(TEAM_ROUTES.createTeam.path, { name: 'Payroll' });
    await admin.post(TEAM_ROUTES.moveMembers.path, {
      team: team.id,
      join: [drawn.person],
      leave: [],
    });
    const at = drawn.morning * 1000;
    const remark = { kind: 'dispute', from: at, to: at + 5_000_000, text: 'That was a call.' };
    await drawn.own.post(REMARK_ROUTES.makeRemark.path, remark);
    await page.goto(await invite(admin, team.id));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page).toHaveURL(`${portal.url}/overview`);

    const people = page.getByRole('region', { name: 'My people now' });
    await expect(people.getByText('Payroll · 1 person')).toBeVisible();
    await expect(
      people.getByRole('list', { name: 'People by what their computers do' }),
    ).toBeVisible();
    await expect(people.getByRole('link', { name: /^Drawn/ })).toBeVisible();
    await expect(people.getByText('That was a call.')).toBeVisible();
    await people.getByRole('link', { name: 'Read and answer' }).click();
    await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}/${drawn.date}`));
    await page.getByLabel('Complaint or dispute').check();
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    const day = new DayPage(page);
    await day.readStillClock();
    expect(Math.abs((await day.shownMs()) - drawn.morning)).toBeLessThan(1_000);
    const said = page.getByRole('listitem').filter({ hasText: 'That was a call.' });
    await said.getByRole('button', { name: 'Answer' }).click();
    await said.getByLabel('Your answer').fill('Noted, thank you.');
    await said.getByRole('button', { name: 'Answer' }).click();
    await expect(said).toContainText('Answer of Mia Manager: Noted, thank you.');

    // Another moment of a name and a day; and back home both stand there.
    await findByKeys(page, `${drawn.name} ${drawn.date} 02:00`, /^Drawn .*02:00$/);
    await expect.poll(() => day.shownMs()).toBeLessThan(drawn.morning + 1_000);
    await page.keyboard.press('b');
    await page.getByLabel(/^What is to be seen/).fill('Begins to work');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Begins to work' })).toBeVisible();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Today' })
      .click();
    await expect(people.getByText('Nobody waits for an answer.')).toBeVisible();
    await people.getByRole('link', { name: /Begins to work/ }).click();
    await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}/${drawn.date}`));
  });
});

/** The link that a new manager of a team gets. */
async function invite(admin: PortalClient, team: string): Promise<string> {
  const { done } = await admin.post<{ done: { url: string } }>(USER_ROUTES.inviteUser.path, {
    ...{ name: 'Mia Manager', email: 'mia@example.com', roles: ['manager'] },
    ...{ teams: [team], personId: null },
  });
  return done.url;
}

test('compliance opens a case, finds the stretch, and has the package made', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  const account = { name: 'Cleo Case', email: 'cleo@example.com', roles: ['compliance'] as const };
  await useSession(page, portal, await join(admin, portal, account));
  await openHome(page, portal, '/overview');

  const work = page.getByRole('region', { name: 'Casework' });
  await expect(work.getByText('No package waits for you.')).toBeVisible();
  await expect(work.getByRole('heading', { name: 'Holds that end within a month' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Computers' })).toHaveCount(0);
  await findByKeys(page, 'new case', /^New case/);
  const form = page.getByRole('dialog');
  await form.getByLabel('Title').fill('Invoice 0815');
  await form.getByRole('button', { name: 'Make the case' }).click();
  await expect(page.getByRole('heading', { name: 'Invoice 0815' })).toBeVisible();

  await findByKeys(page, `${drawn.name} ${drawn.date} 02:00`, /^Drawn .*02:00$/);
  await new DayPage(page).readClock();
  await page.keyboard.press('u');
  await page.getByTestId('selection').getByRole('button', { name: 'Add to a case…' }).click();
  await form.getByLabel('Title of the clip').fill('Who changed the account');
  await form.getByRole('button', { name: 'Add the clip' }).click();
  await page.getByRole('link', { name: 'Open the case' }).click();
  await expect(page.getByRole('heading', { name: 'Invoice 0815' })).toBeVisible();
  await page.getByRole('button', { name: 'Make a package…' }).click();
  await form.getByLabel('In your words').fill('Court order 12 O 345/26');
  await form.getByRole('button', { name: 'Make the package' }).click();
  const made = page.getByTestId('package');
  await expect(made).toHaveAttribute('data-state', 'made', { timeout: MADE_WITHIN_MS });
  await expect(made).toContainText(/Proven|Whole and consistent|Not fully proven/);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Today' }).click();
  // Its package of this week begins with the same words, and leads to the custody log.
  await work.getByRole('link', { name: 'Invoice 0815', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Invoice 0815' })).toBeVisible();
});

test('a second member reads what would leave the house, and agrees', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  test.setTimeout(MADE_WITHIN_MS * 2);
  const name = 'Seth Second';
  const account = { name, email: 'seth@example.com', roles: ['compliance'] as const };
  const own = await join(admin, portal, account);
  await makeDrawnCase(admin, { drawn, member: name });
  await useSession(page, portal, own);
  await openHome(page, portal, '/overview');
  await page
    .getByRole('region', { name: 'Casework' })
    .getByRole('link', { name: 'Decide' })
    .click();
  await page.getByRole('button', { name: 'Decide…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make this package?' });
  await expect(dialog).toContainText(drawn.name);
  await expect(dialog).toContainText('Court order 12 O 345/26');
  await expect(dialog).toContainText('(MONITOR-1, MONITOR-2)');
  const leftOut = dialog.getByRole('region', { name: 'Left out' });
  await expect(leftOut).toContainText('A letter to his doctor');
  await expect(leftOut).toContainText('The face of a visitor');
  const watch = dialog.getByRole('link', { name: 'Watch it in a new tab' });
  await expect(watch).toHaveAttribute('href', new RegExp(`/people/${drawn.person}/${drawn.date}`));
  await dialog.getByRole('textbox', { name: 'Why, in your words' }).fill('It names nobody else.');
  await dialog.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(page.getByText(`Agreed by ${name}: It names nobody else.`)).toBeVisible();
});

test('an auditor sees who watched whom, and verifies the log', async ({ page, portal, admin }) => {
  const account = { name: 'Aud Itor', email: 'aud@example.com', roles: ['auditor'] as const };
  await useSession(page, portal, await join(admin, portal, account));
  await openHome(page, portal, '/overview');

  const week = page.getByRole('region', { name: 'Who watched whom, last seven days' });
  await expect(week.getByRole('heading', { name: 'Out of the ordinary' })).toBeVisible();
  await week.getByRole('button', { name: 'Verify the audit log now' }).click();
  await expect(week.getByRole('status')).toBeVisible();
  await week.getByRole('link', { name: 'View log' }).click();
  await expect(page).toHaveURL(`${portal.url}/views`);
});

test('an administrator sees the computers, what is broken, and the storage', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  await useSession(page, portal, admin);
  await openHome(page, portal, '/overview');

  const computers = page.getByRole('region', { name: 'Computers' });
  await expect(computers.getByRole('list', { name: 'Computers by state' })).toBeVisible();
  const storage = page.getByRole('region', { name: 'Where the recordings are' });
  await expect(storage.getByRole('heading', { name: 'Last verified footage' })).toBeVisible();
  await computers.getByRole('link', { name: 'All computers' }).click();
  await expect(page).toHaveURL(`${portal.url}/devices`);
  await page.goto(`${portal.url}/devices?device=${drawn.device.id}`);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await findByKeys(page, 'invite', /^Invite somebody/);
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Email' })).toBeVisible();
});

test('an employee begins with the own recordings', async ({ page, portal, drawn }) => {
  await useSession(page, portal, drawn.own);
  await openHome(page, portal, '/me');
  await expect(page.getByRole('heading', { name: 'How you are recorded' })).toBeVisible();
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('link', { name: 'Today' })).toHaveCount(0);
});
