import { expect } from '@playwright/test';
import { join } from '../../../scripts/processes/join.ts';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { routePath } from '../../features/api/call-route.ts';
import { briskPolicy, changePolicy } from '../support/change-policy.ts';
import { DayPage } from '../support/day-page.ts';
import { ADMIN } from '../support/fixtures.ts';
import { type FootageFacts, footageFacts } from '../support/footage-facts.ts';
import { test } from '../support/recorded.ts';
import { useSession } from '../support/sign-in.ts';

/** As policies are by default. */
const USUAL = { segmentSeconds: 60, heartbeatSeconds: 60 };
const WATCHED = 'somebody watches live';

test.describe.configure({ mode: 'serial' });

let facts: FootageFacts;
test.beforeAll(async ({ portal, recorded }) => {
  facts = await footageFacts(portal);
  const { version } = await changePolicy(portal, (policy) => ({
    ...policy,
    capture: { ...policy.capture, segmentSeconds: USUAL.segmentSeconds },
    heartbeatSeconds: USUAL.heartbeatSeconds,
  }));
  await expect.poll(() => facts.policyVersions(), { timeout: 30_000 }).toEqual([version]);
  expect(recorded.personId).not.toBe('');
});
test.afterAll(async ({ portal, admin }) => {
  // The recorder learns of the next policy with its next heartbeat.
  test.setTimeout(120_000);
  await admin.askNobodyWhy();
  const { version } = await changePolicy(portal, briskPolicy);
  await expect.poll(() => facts.policyVersions(), { timeout: 90_000 }).toEqual([version]);
  await facts.close();
});

test('live view follows a recorder within seconds, and tells the person at once', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  test.setTimeout(240_000);
  const { recorder } = recorded;
  const isWatched = () => recorder.output().trim().split('\n').at(-1)?.includes(WATCHED) ?? false;
  await admin.post('/api/portal/watching-settings', { exemptRoles: [] });
  await useSession(page, portal, admin);
  const day = new DayPage(page);
  await page.goto(recorded.personUrl);
  await page.getByLabel('Security incident').check();
  expect(isWatched()).toBe(false);
  const askedAt = Date.now();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  // Today opens at its newest footage: whoever is given that follows the person, Live or not.
  await expect.poll(isWatched, { timeout: 20_000, intervals: [50] }).toBe(true);
  const toldAt = Date.now();
  await day.readClock();

  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Live', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect.poll(isWatched, { timeout: 20_000, intervals: [50] }).toBe(true);

  // Segments are short from here on, and the picture keeps up with the clock of the screen.
  await expect.poll(() => facts.lengthsSince(toldAt), { timeout: 30_000 }).not.toEqual([]);
  const delays: number[] = [];
  const shown: number[] = [];
  while (delays.length < 30) {
    const { picture } = await day.readClock();
    shown.push(picture);
    delays.push(Date.now() - picture);
    await page.waitForTimeout(400);
  }
  // Nothing is played twice.
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  const lengths = await facts.lengthsSince(toldAt);
  expect(lengths.length).toBeGreaterThan(3);
  expect(Math.max(...lengths)).toBeLessThan(3);
  const settled = delays.slice(10).sort((a, b) => a - b);
  console.log(
    `live: told after ${toldAt - askedAt} ms; the picture is ${settled[0]} to ${settled.at(-1)} ms ` +
      `behind the screen, half of the time ${settled[settled.length / 2]}`,
  );
  // The page says so itself, within what the clocks are read by.
  await expect(page.getByTestId('live-lag')).toHaveText(/^\d+\.\d.s behind$/);
  // Without short segments it would fall a minute behind.
  expect(settled.at(-1)).toBeLessThan((USUAL.segmentSeconds / 2) * 1000);

  // The log has it as live, with its purpose.
  const views = (await facts.liveViews()).filter(({ watchedAt }) => watchedAt > askedAt * 1000);
  expect(views.length).toBeGreaterThan(0);
  for (const view of views) expect(view.purposeId).not.toBeNull();
  expect(Math.max(...views.map(({ footageTo }) => footageTo ?? 0)) / 1000).toBeGreaterThan(toldAt);
  await expect(page.getByText('Security incident').first()).toBeVisible();

  // Who leaves does not watch.
  await page.goto(`${portal.url}/people`);
  await expect.poll(isWatched, { timeout: 60_000 }).toBe(false);
});

test('the person reads afterwards who watched live, and why', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  const own = await join(admin, portal, {
    name: 'Rae Recorded',
    email: 'rae@example.com',
    roles: ['employee'],
    personId: recorded.personId,
  });
  await useSession(page, portal, own);
  await page.goto(`${portal.url}/me`);
  const row = page.getByRole('row', { name: new RegExp(`${ADMIN.name}.*live`) }).first();
  await expect(row).toContainText('Security incident');
});

test('who may watch and not live is told that today is too fresh', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  const { id: team } = await admin.post<{ id: string }>('/api/portal/teams', { name: 'Watched' });
  const members = { team, join: [recorded.personId], leave: [] };
  await admin.post('/api/portal/teams/members', members);
  const manager = await join(admin, portal, {
    name: 'Mo Manager',
    email: 'mo@example.com',
    roles: ['manager'],
    teams: [team],
  });
  await admin.post('/api/portal/watching-settings', { exemptRoles: ['manager'] });
  await useSession(page, portal, manager);
  await page.goto(`${recorded.personUrl}?t=${new Date(Date.now() - 60_000).toISOString()}`);
  // Over the picture, or where playback was taken to something older.
  await expect(page.getByText(/when it is 15 minutes old/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Live', exact: true })).toHaveCount(0);
  const { lanes } = await manager.get<PersonDay>(
    routePath(PEOPLE_ROUTES.readPersonDay, { person: recorded.personId, date: recorded.date }),
  );
  const shown = lanes.flatMap(({ pieces }) => pieces.filter(({ kind }) => kind === 'span'));
  const oldEnough = Date.now() - 15 * 60_000;
  for (const { to } of shown) expect(to / 1000).toBeLessThanOrEqual(oldEnough);
});
