import { DeviceId, newId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from './log-delivery.ts';
import { reportView } from './report-view.ts';

const SECOND = 1_000_000;
let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

/** Ten seconds of a minute that was delivered. */
async function firstReport(by = viewer) {
  const device = await insertDevice(ctx.db);
  const delivered = { kind: 'footage', display: 'HDMI-1', from: 0, to: 60 * SECOND } as const;
  await logDelivery(by, { device, purposeId: null, stretch: delivered });
  return { device, display: 'HDMI-1', from: 10 * SECOND, to: 20 * SECOND, live: false };
}

function shown(device: DeviceId) {
  return ctx.db
    .select({ user: views.userId, from: viewStretches.footageFrom, to: viewStretches.footageTo })
    .from(viewStretches)
    .innerJoin(views, eq(views.id, viewStretches.viewId))
    .where(and(eq(views.deviceId, device), eq(viewStretches.kind, 'shown')))
    .orderBy(asc(viewStretches.footageFrom));
}

describe('what a browser says it showed', () => {
  test('grows with each report, in the view in which it was delivered', async () => {
    const report = await firstReport();
    await reportView(viewer, report);
    await reportView(viewer, { ...report, from: 15 * SECOND, to: 30 * SECOND });
    await reportView(viewer, { ...report, from: 40 * SECOND, to: 50 * SECOND });
    expect(await shown(report.device)).toEqual([
      { user: viewer.user.id, from: 10 * SECOND, to: 30 * SECOND },
      { user: viewer.user.id, from: 40 * SECOND, to: 50 * SECOND },
    ]);
    expect(await ctx.db.$count(views, eq(views.deviceId, report.device))).toBe(1);
  });

  test('is never more than was delivered', async () => {
    const report = await firstReport();
    await reportView(viewer, { ...report, from: 50 * SECOND, to: 500 * SECOND });
    expect(await shown(report.device)).toMatchObject([{ from: 50 * SECOND, to: 60 * SECOND }]);
    const later = { ...report, from: 100 * SECOND, to: 200 * SECOND };
    await expect(reportView(viewer, later)).rejects.toMatchObject({ code: 'not-delivered' });
    const elsewhere = reportView(viewer, { ...report, display: 'DP-2' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-delivered' });
  });

  test('is told shorter by nobody, also by the portal’s own database account', async () => {
    const report = await firstReport();
    await reportView(viewer, report);
    const shorter = [
      ctx.db.update(views).set({ footageFrom: 30 * SECOND, footageTo: 30 * SECOND }),
      ctx.db.update(viewStretches).set({ footageTo: 11 * SECOND }),
    ];
    for (const change of shorter) {
      await expect(change).rejects.toHaveProperty('cause.code', '23001');
    }
    expect(await shown(report.device)).toMatchObject([{ from: report.from, to: report.to }]);
  });

  test('is of nobody else’s view', async () => {
    const report = await firstReport();
    const other = await makeUser(ctx, ['compliance']);
    await expect(reportView(other, report)).rejects.toMatchObject({ code: 'not-delivered' });
    expect(await shown(report.device)).toEqual([]);
  });

  test.each([
    ['of no device', { device: newId(DeviceId) }, 'not-found'],
    ['that ends before it begins', { to: 1 }, 'invalid-input'],
    ['of two days', { to: 48 * 3600 * SECOND }, 'range-too-long'],
  ])('%s is refused', async (_, bent, code) => {
    const report = await firstReport();
    await expect(reportView(viewer, { ...report, ...bent })).rejects.toMatchObject({ code });
    expect(await shown(report.device)).toEqual([]);
  });

  test('tells that it was live, and needs the right to that', async () => {
    const report = await firstReport();
    await reportView(viewer, { ...report, live: true });
    const [view] = await ctx.db.select().from(views).where(eq(views.deviceId, report.device));
    expect(view?.liveAt).not.toBeNull();
    const self = await makeUser(ctx, ['employee']);
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, report.device));
    const own = { ...self, user: { ...self.user, personId: row?.personId ?? null } };
    const refused = reportView(own, { ...report, live: true });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('needs the right to watch', async () => {
    const report = await firstReport();
    const admin = await makeUser(ctx, ['admin', 'auditor']);
    await expect(reportView(admin, report)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
