import { DeviceId, newId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { reportView } from './report-view.ts';

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

async function firstReport() {
  const device = await insertDevice(ctx.db);
  return {
    view: crypto.randomUUID(),
    device,
    display: 'HDMI-1',
    from: 1000,
    to: 2000,
    live: false,
  };
}

async function kept(view: string) {
  const [row] = await ctx.db.select().from(views).where(eq(views.id, view));
  return row;
}

function audited(device: DeviceId) {
  return ctx.db
    .select()
    .from(auditEntries)
    .where(
      and(eq(auditEntries.subject, `device:${device}`), eq(auditEntries.action, 'view.began')),
    );
}

describe('a view', () => {
  test('grows with each report, and is told to the audit log once', async () => {
    const report = await firstReport();
    await reportView(viewer, report);
    await reportView(viewer, { ...report, from: 1500, to: 9000 });
    await reportView(viewer, { ...report, from: 500, to: 600 });
    expect(await kept(report.view)).toMatchObject({
      userId: viewer.user.id,
      footageFrom: 500,
      footageTo: 9000,
    });
    expect(await audited(report.device)).toMatchObject([
      { userId: viewer.user.id, details: { view: report.view } },
    ]);
  });

  test('is told once also when its first reports come together', async () => {
    const report = await firstReport();
    await Promise.all([1, 2, 3].map((n) => reportView(viewer, { ...report, to: 2000 + n })));
    expect(await kept(report.view)).toMatchObject({ footageTo: 2003 });
    expect(await audited(report.device)).toHaveLength(1);
  });

  test('can be extended by nobody else, nor for another display', async () => {
    const report = await firstReport();
    await reportView(viewer, report);
    const other = await makeUser(ctx, ['compliance']);
    const foreign = reportView(other, { ...report, to: 9000 });
    await expect(foreign).rejects.toMatchObject({ code: 'already-exists' });
    const elsewhere = reportView(viewer, { ...report, display: 'DP-2', to: 9000 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'already-exists' });
    expect(await kept(report.view)).toMatchObject({ footageTo: 2000, display: 'HDMI-1' });
  });

  test.each([
    ['of no device', { device: newId(DeviceId) }, 'not-found'],
    ['that ends before it begins', { to: 1 }, 'invalid-input'],
    ['of two days', { to: 48 * 3_600_000_000 }, 'range-too-long'],
  ])('%s is refused', async (_, bent, code) => {
    const report = { ...(await firstReport()), ...bent };
    await expect(reportView(viewer, report)).rejects.toMatchObject({ code });
    expect(await kept(report.view)).toBeUndefined();
  });

  test('tells that it was live, and needs the right to that', async () => {
    const report = await firstReport();
    await reportView(viewer, { ...report, live: true });
    expect(await kept(report.view)).toMatchObject({ live: true });
    expect(await audited(report.device)).toMatchObject([{ details: { live: true } }]);
    const self = await makeUser(ctx, ['employee']);
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, report.device));
    const own = { ...self, user: { ...self.user, employeeId: row?.employeeId ?? null } };
    const again = { ...report, view: crypto.randomUUID() };
    await reportView(own, again);
    const refused = reportView(own, { ...again, view: crypto.randomUUID(), live: true });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('needs the right to watch', async () => {
    const admin = await makeUser(ctx, ['admin', 'auditor']);
    const refused = reportView(admin, await firstReport());
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });
});
