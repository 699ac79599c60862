import { EmployeeId, UserId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { type ViewEntry, ViewSort, type ViewsPage } from '../../contract/views.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { MicrosParam } from '../playback/micros-param.ts';
import { keyset } from '../sorting/keyset.ts';
import { sortedPage } from '../sorting/sorted-page.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';

export const ListViews = z.object({
  employee: EmployeeId.optional(),
  user: UserId.optional(),
  /** Watched in; UTC µs. */
  from: MicrosParam.optional(),
  to: MicrosParam.optional(),
  ...sortedPage(ViewSort, '-watchedAt'),
});
export type ListViews = z.infer<typeof ListViews>;

const KEYS = { watchedAt: { value: views.watchedAt, type: 'timestamptz' } } as const;

/**
 * What was watched, the latest first or in the order in which it was: everything for auditors, and of themselves for the people
 * recorded, without what is not disclosed to them yet.
 */
export async function listViews(ctx: UserContext, wish: ListViews): Promise<ViewsPage> {
  const isSelf = ctx.user.roles.includes('employee') && ctx.user.employeeId === wish.employee;
  if (!isSelf || wish.employee === undefined) assertRight(ctx.user, 'audit');
  const order = keyset({ keys: KEYS, id: { value: views.id, type: 'uuid' }, ...wish });
  const rows = await ctx.db
    .select({
      key: order.key,
      view: views,
      user: { id: users.id, name: users.name },
      employee: { id: employees.id, name: employees.name, timeZone: employees.timeZone },
      host: devices.host,
      purpose: purposes,
    })
    .from(views)
    .innerJoin(users, eq(users.id, views.userId))
    .innerJoin(devices, eq(devices.id, views.deviceId))
    .innerJoin(employees, eq(employees.id, devices.employeeId))
    .leftJoin(purposes, eq(purposes.id, views.purposeId))
    .where(and(...matching(wish), order.after, isSelf ? isDisclosed(ctx.now()) : undefined))
    .orderBy(...order.by)
    .limit(wish.limit + 1);
  const { page, next } = order.cut(rows, { limit: wish.limit, idOf: ({ view }) => view.id });
  return { items: page.map(toEntry), next };
}

function matching({ employee, user, from, to }: ListViews): (SQL | undefined)[] {
  return [
    employee === undefined ? undefined : eq(devices.employeeId, employee),
    user === undefined ? undefined : eq(views.userId, user),
    from === undefined ? undefined : gte(views.watchedAt, from),
    to === undefined ? undefined : lt(views.watchedAt, to),
  ];
}

interface ViewRow {
  readonly view: typeof views.$inferSelect;
  readonly user: ViewEntry['user'];
  readonly employee: ViewEntry['employee'];
  readonly host: typeof devices.$inferSelect.host;
  readonly purpose: typeof purposes.$inferSelect | null;
}

function toEntry({ view, user, employee, host, purpose }: ViewRow): ViewEntry {
  const { id, display, footageFrom: from, footageTo: to, watchedAt, live, pictures } = view;
  return {
    ...{ id, user, employee, hostname: host.hostname, display },
    ...{ from, to, watchedAt, live, pictures },
    reason: purpose?.reason ?? null,
    note: purpose?.note ?? null,
    undisclosedUntil: purpose?.undisclosedUntil ?? null,
  };
}
