import { expect } from '@playwright/test';
import { connect } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { desc } from 'drizzle-orm';
import { join } from '../../../scripts/processes/join.ts';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { SESSION_ROUTES } from '../../contract/session.ts';
import { USER_ROUTES } from '../../contract/users.ts';
import { VIEW_ROUTES, type ViewsPage } from '../../contract/views.ts';
import { WATCHING_ROUTES } from '../../contract/watching.ts';
import { routePath } from '../../features/api/call-route.ts';
import { DayPage } from '../support/day-page.ts';
import { test } from '../support/recorded.ts';
import { runOf } from '../support/run-of.ts';
import { useSession } from '../support/sign-in.ts';

test.describe.configure({ mode: 'serial' });

let own: PortalClient;
let ownId: string;
test.beforeAll(async ({ portal, admin, recorded }) => {
  own = await join(admin, portal, {
    name: 'Wanda Watched',
    email: 'wanda@example.com',
    roles: ['employee'],
    personId: recorded.personId,
  });
  ({ id: ownId } = await own.get<{ id: string }>(SESSION_ROUTES.readMe.path));
});

test('who fetches a known segment by ranges, without our player, is named to the person', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  const attacker = await join(admin, portal, {
    name: 'Cora Curl',
    email: 'cora@example.com',
    roles: ['compliance'],
  });
  await attacker.post(WATCHING_ROUTES.declarePurpose.path, {
    person: recorded.personId,
    reason: 'quality',
    note: 'Only a look',
    undisclosedDays: null,
  });
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl, { max: 1 });
  const [newest] = await db.select().from(segments).orderBy(desc(segments.startsAt)).limit(1);
  await close();
  const path = routePath(PLAYBACK_ROUTES.playSegment, { file: `${newest?.id ?? ''}.ts` });
  const ofCora = async () => {
    const path = routePath(VIEW_ROUTES.listViews, { person: recorded.personId });
    return (await own.get<ViewsPage>(path)).items.filter(({ user }) => user.name === 'Cora Curl');
  };

  const size = await attacker.fetch(path, { method: 'HEAD' });
  expect([size.status, (await size.arrayBuffer()).byteLength]).toEqual([200, 0]);
  expect(await ofCora()).toEqual([]);

  const isWatched = () => recorded.recorder.output().includes('somebody watches live');
  const piece = await attacker.fetch(path, { headers: { range: 'bytes=0-9999' } });
  expect([piece.status, (await piece.arrayBuffer()).byteLength]).toEqual([206, 10_000]);
  await attacker.fetch(path, { headers: { range: 'bytes=10000-19999' } });
  await expect.poll(isWatched, { timeout: 20_000 }).toBe(true);
  const [view, ...others] = await ofCora();
  expect(others).toEqual([]);
  expect(view).toMatchObject({ live: true, footageMicros: newest?.duration, shownMicros: 0 });

  await useSession(page, portal, own);
  await page.goto(`${portal.url}/me`);
  const row = page.getByRole('row', { name: /Cora Curl.*footage sent, none reported as shown/ });
  await expect(row).toContainText('Only a look');
  await row.getByText('To the second').click();
  await expect(row.getByRole('listitem')).toHaveCount(1);
});

test('a moment that is opened by its link, and left at once, is in the log', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  const glancer = await join(admin, portal, {
    name: 'Gil Glance',
    email: 'gil@example.com',
    roles: ['compliance'],
  });
  await useSession(page, portal, glancer);
  const at = new Date(recorded.pausedAt - 6_000).toISOString();
  await page.goto(`${recorded.personUrl}?t=${at}`);
  await new DayPage(page).readClock();
  await page.goto('about:blank');
  const path = routePath(VIEW_ROUTES.listViews, { person: recorded.personId });
  const ofGil = async () =>
    (await own.get<ViewsPage>(path)).items.filter(({ user }) => user.name === 'Gil Glance');
  const isThatMoment = ({ from, to }: { from: number; to: number }) =>
    from <= (recorded.pausedAt - 6_000) * 1000 && (recorded.pausedAt - 6_000) * 1000 <= to;
  const [view] = await ofGil();
  expect(view?.stretches.filter(({ kind }) => kind === 'footage').some(isThatMoment)).toBe(true);
});

test('whoever may not watch gets no player, and is told why', async ({
  page,
  portal,
  admin,
  recorded,
}) => {
  const auditor = await join(admin, portal, {
    name: 'Olaf Auditor',
    email: 'olaf@example.com',
    roles: ['auditor'],
  });
  await useSession(page, portal, auditor);
  await page.goto(recorded.personUrl);
  await expect(page.getByRole('heading', { name: 'Hours and gaps only' })).toBeVisible();
  await expect(page.getByTestId('timeline')).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Say why|Change/ })).toHaveCount(0);
});

test.afterAll(async ({ admin }) => {
  // One account a person: other tests link their own.
  await admin.post(USER_ROUTES.changeUser.path, {
    user: ownId,
    name: 'Wanda Watched',
    roles: ['employee'],
    teams: [],
    personId: null,
  });
});
