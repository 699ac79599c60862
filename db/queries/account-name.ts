import type { UserId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { users } from '../schema/users.ts';

/** As custody names somebody: "A. Chen <a.chen@example.com>". The audit log keeps it as it was then. */
export async function accountName(tx: Tx, id: UserId): Promise<string> {
  const [user] = await tx
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, id));
  return user === undefined ? id : `${user.name} <${user.email}>`;
}
