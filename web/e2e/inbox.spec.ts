import { expect } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { REMARK_ROUTES } from '../contract/watching.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

test('a bell counts what is new, and what is opened leads there and is new no more', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  const team = await admin.post<{ id: string }>(TEAM_ROUTES.createTeam.path, { name: 'Bells' });
  const members = { team: team.id, join: [drawn.person], leave: [] };
  await admin.post(TEAM_ROUTES.moveMembers.path, members);
  const account = { name: 'Bo Bell', email: 'bo@example.com', roles: ['manager'] as const };
  const manager = await join(admin, portal, { ...account, teams: [team.id] });
  await useSession(page, portal, manager);
  await page.goto(`${portal.url}/inbox`);
  await expect(page.getByText('Nothing has happened yet')).toBeVisible();
  await expect(page.getByText('No mail server is set up.')).toBeVisible();

  const at = drawn.morning * 1000;
  const remark = { kind: 'dispute', from: at, to: at + 5_000_000, text: 'That was a call.' };
  await drawn.own.post(REMARK_ROUTES.makeRemark.path, remark);
  await page.reload();
  const bell = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Inbox/ });
  await expect(bell).toContainText('1');
  await page
    .getByRole('list', { name: 'Inbox' })
    .getByRole('link', { name: /A remark of Drawn .* waits for an answer/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}/${drawn.date}`));
  await expect(bell).not.toContainText('1');
});
