import { expect } from '@playwright/test';
import { join, PASSWORD } from '../../scripts/processes/join.ts';
import type { PortalClient } from '../../scripts/processes/portal-client.ts';
import { CONTROL_ROUTES, type ControlAnswer } from '../contract/control.ts';
import { TEAM_ROUTES } from '../contract/teams.ts';
import { THUMBNAIL_ROUTES } from '../contract/thumbnails.ts';
import { USER_ROUTES, type UsersPage } from '../contract/users.ts';
import { WATCHING_ROUTES } from '../contract/watching.ts';
import { routePath } from '../features/api/call-route.ts';
import { test } from './support/fixtures.ts';
import { insertPeople } from './support/insert-people.ts';
import { useSession } from './support/sign-in.ts';

const only = (role: 'admin' | 'compliance', name: string) => ({
  name,
  email: `${name.toLowerCase()}@attack.example`,
  roles: [role],
});

/** What an act answers that waits for a second person: nothing was done, and no link is told. */
async function waits(attacker: PortalClient, path: string, wish: unknown): Promise<void> {
  const answer = await attacker.post<ControlAnswer<unknown>>(path, wish);
  expect(answer).toEqual({ waitsFor: expect.any(String), done: null });
}

async function idOf(client: PortalClient, email: string) {
  const page = await client.get<UsersPage>(routePath(USER_ROUTES.listUsers, { q: email }));
  return page.items[0]?.id;
}

test('an administrator alone comes to no footage, and loosens no rule', async ({
  portal,
  admin,
}) => {
  const [person = ''] = await insertPeople(portal, ['Vic Victim']);
  const cleo = only('compliance', 'Cleo');
  await join(admin, portal, cleo);
  const mallory = only('admin', 'Mallory');
  const attacker = await join(admin, portal, mallory);
  const [self, victim] = [await idOf(attacker, mallory.email), await idOf(attacker, cleo.email)];
  const own = { user: self, name: mallory.name, roles: ['admin'], teams: [], personId: null };

  // The own account becomes the person's, or manages the person's team.
  await waits(attacker, USER_ROUTES.changeUser.path, { ...own, personId: person });
  const { id: team } = await attacker.post<{ id: string }>(TEAM_ROUTES.createTeam.path, {
    name: 'Of Mallory',
  });
  await waits(attacker, USER_ROUTES.changeUser.path, { ...own, teams: [team] });
  // A second account that watches, and the password of one that does.
  await waits(attacker, USER_ROUTES.inviteUser.path, {
    ...only('compliance', 'Puppet'),
    teams: [],
    personId: null,
  });
  await waits(attacker, USER_ROUTES.makeAccountLink.path, { user: victim });
  // Watching without being asked, and sooner.
  const rules = await attacker.get<object>(WATCHING_ROUTES.changeWatchingSettings.path);
  await waits(attacker, WATCHING_ROUTES.changeWatchingSettings.path, {
    ...rules,
    exemptRoles: ['manager'],
  });
  await waits(attacker, WATCHING_ROUTES.changeWatchingSettings.path, { ...rules, delayMinutes: 1 });

  expect(await attacker.get(WATCHING_ROUTES.changeWatchingSettings.path)).toEqual(rules);
  expect(await idOf(attacker, 'puppet@attack.example')).toBeUndefined();
  const { items } = await attacker.get<{ items: { id: string; isOwn: boolean }[] }>(
    CONTROL_ROUTES.listControlRequests.path,
  );
  const mine = items.filter(({ isOwn }) => isOwn);
  expect(mine).toHaveLength(6);
  for (const { id: request } of mine) {
    const decide = attacker.post(CONTROL_ROUTES.decideControlRequest.path, {
      request,
      isAgreed: true,
      note: 'I agree with myself.',
    });
    await expect(decide).rejects.toThrow(/^Error: 403|^403/);
  }
  const today = new Date().toISOString().slice(0, 10);
  const pictures = await attacker.fetch(
    routePath(THUMBNAIL_ROUTES.readDayThumbnails, { person, date: today }),
  );
  expect(pictures.status).toBe(403);
});

test('two people invite somebody, and the link is shown to who agreed', async ({
  browser,
  page,
  portal,
  admin,
}) => {
  const asker = await join(admin, portal, only('admin', 'Asker'));
  const agreeing = admin.agreeing;
  if (agreeing === null) throw new Error('nobody agrees');
  await useSession(page, portal, asker);
  await page.goto(`${portal.url}/users`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Email' }).fill('ina@attack.example');
  await form.getByRole('textbox', { name: 'Name' }).fill('Ina Invited');
  await form.getByRole('checkbox', { name: 'Compliance' }).check();
  await form.getByRole('textbox', { name: /^Reason/ }).fill('She joins us in March.');
  await form.getByRole('button', { name: 'Create invitation' }).click();
  await expect(page.getByText('It is done once another person agrees')).toBeVisible();
  await expect(page.locator('code')).toHaveCount(0);
  await expect(page.getByRole('row', { name: 'Ina Invited' })).toHaveCount(0);
  await expect(page.getByRole('note')).toContainText('for a second person');

  const other = await browser.newContext({ locale: 'en-GB' });
  const theirs = await other.newPage();
  await useSession(theirs, portal, agreeing);
  await theirs.goto(`${portal.url}/approvals`);
  const row = theirs.getByRole('row', { name: /ina@attack\.example/ });
  await expect(row).toContainText('May watch everybody');
  await expect(row).toContainText('She joins us in March.');
  await row.getByRole('button', { name: 'Review' }).click();
  await theirs.getByRole('textbox', { name: 'Why you decide so' }).fill('I spoke with her.');
  await theirs.getByRole('button', { name: 'Agree', exact: true }).click();
  const link = await theirs.getByRole('dialog').locator('code').innerText();
  await theirs.getByRole('button', { name: 'Done' }).click();
  await expect(row).toHaveCount(0);

  const hers = await browser.newContext({ locale: 'en-GB' });
  const welcome = await hers.newPage();
  await welcome.goto(link);
  await expect(welcome.getByText('Welcome, Ina Invited')).toBeVisible();
  await welcome.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await welcome.getByRole('button', { name: 'Set the password' }).click();
  await expect(welcome).toHaveURL(/\/overview$/);
  await page.reload();
  await expect(page.getByRole('row', { name: 'Ina Invited' })).toContainText('Active');
  await other.close();
  await hers.close();
});
