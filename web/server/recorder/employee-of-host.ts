import { AppError } from '@workcompanion/core/errors';
import { EmployeeId, newId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { employees } from '@workcompanion/db/schema/employees';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { ServerContext } from '../context.ts';
import type { EnrolmentTokenRow } from './lock-enrolment-token.ts';

type Employee = typeof employees.$inferSelect;

/** Whom a new device is filed under: the token's person, else the one of the machine's login. */
export async function employeeOfHost(
  tx: Tx,
  ctx: Pick<ServerContext, 'now'>,
  { host, token }: { host: z.infer<typeof HostFacts>; token: EnrolmentTokenRow },
): Promise<Employee> {
  if (token.employeeId !== null) {
    return found(await tx.select().from(employees).where(eq(employees.id, token.employeeId)));
  }
  const login = (host.userName.trim() || host.hostname.trim()).toLowerCase();
  if (login === '') throw new AppError('invalid-input', 'The machine tells neither user nor name.');
  await tx
    .insert(employees)
    .values({
      id: newId(EmployeeId),
      name: host.userName.trim() || host.hostname.trim(),
      login,
      timeZone: knownTimeZone(host.timeZone),
      teamId: token.teamId,
      createdAt: ctx.now(),
    })
    .onConflictDoNothing();
  return found(await tx.select().from(employees).where(eq(employees.login, login)));
}

function found(rows: Employee[]): Employee {
  const [row] = rows;
  if (!row) throw new AppError('internal', 'The person of the enrolment is gone.');
  return row;
}

/** A zone that this server can reckon in; UTC for what it can't. */
function knownTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
