import { expect, type Page } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import type { PortalProcess } from '../../scripts/processes/portal-process.ts';
import { CASE_ROUTES } from '../contract/cases.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { REMARK_ROUTES } from '../contract/watching.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

/** Each role is led to its own first page. */
async function openHome(page: Page, { url }: PortalProcess, path: string): Promise<void> {
  await page.goto(url);
  await expect(page).toHaveURL(url + path);
}

test('a manager sees the own people, and a remark that waits leads to its moment', async ({
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
  const account = { name: 'Mia Manager', email: 'mia@example.com', roles: ['manager'] as const };
  const manager = await join(admin, portal, { ...account, teams: [team.id] });
  const at = drawn.morning * 1000;
  const remark = { kind: 'dispute', from: at, to: at + 5_000_000, text: 'That was a call.' };
  await drawn.own.post(REMARK_ROUTES.makeRemark.path, remark);
  await useSession(page, portal, manager);
  await openHome(page, portal, '/overview');

  const people = page.getByRole('region', { name: 'My people now' });
  await expect(people.getByText('Payroll · 1 person')).toBeVisible();
  await expect(
    people.getByRole('list', { name: 'People by what their computers do' }),
  ).toBeVisible();
  await expect(people.getByRole('link', { name: /^Drawn/ })).toBeVisible();
  await expect(people.getByText('That was a call.')).toBeVisible();
  await people.getByRole('link', { name: 'Read and answer' }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}/${drawn.date}`));
});

test('compliance sees the own cases and what waits for a decision', async ({
  page,
  portal,
  admin,
}) => {
  const account = { name: 'Cleo Case', email: 'cleo@example.com', roles: ['compliance'] as const };
  const compliance = await join(admin, portal, account);
  await compliance.post(CASE_ROUTES.makeCase.path, { title: 'Invoice 0815', description: '' });
  await useSession(page, portal, compliance);
  await openHome(page, portal, '/overview');

  const work = page.getByRole('region', { name: 'Casework' });
  await expect(work.getByText('No package waits for you.')).toBeVisible();
  await expect(work.getByRole('heading', { name: 'Holds that end within a month' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Computers' })).toHaveCount(0);
  await work.getByRole('link', { name: 'Invoice 0815' }).click();
  await expect(page.getByRole('heading', { name: 'Invoice 0815' })).toBeVisible();
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
});

test('an employee begins with the own recordings', async ({ page, portal, drawn }) => {
  await useSession(page, portal, drawn.own);
  await openHome(page, portal, '/me');
  await expect(page.getByRole('heading', { name: 'How you are recorded' })).toBeVisible();
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('link', { name: 'Today' })).toHaveCount(0);
});
