import type { PersonId } from '@workcompanion/core/ids';
import { purposes } from '@workcompanion/db/schema/purposes';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { Purpose } from '../../contract/watching.ts';
import type { UserContext } from '../auth/user-context.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/** What the user said about watching this person, as long as it counts. */
export async function currentPurpose(
  { db, user, now }: Asker,
  person: PersonId,
): Promise<Purpose | null> {
  const { id, reason, note, declaredAt, endsAt, undisclosedUntil } = purposes;
  const [row] = await db
    .select({ id, reason, note, declaredAt, endsAt, undisclosedUntil })
    .from(purposes)
    .where(and(eq(purposes.userId, user.id), eq(purposes.personId, person), gt(endsAt, now())))
    .orderBy(desc(declaredAt))
    .limit(1);
  return row ?? null;
}
