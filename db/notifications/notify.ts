import { NotificationId, newId, type UserId } from '@workcompanion/core/ids';
import { type NotificationFacts, TOPIC_OF } from '@workcompanion/core/notifications';
import { nextMorning } from '@workcompanion/core/schedule/next-morning';
import { inArray } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { mailChoices, notifications } from '../schema/notifications.ts';

interface Notice {
  readonly users: readonly UserId[];
  readonly facts: NotificationFacts;
  /** UTC µs. */
  readonly at: number;
}

/** Tells accounts of something, in the transaction in which it happens; by e-mail too where they chose so. */
export async function notify(tx: Tx, { users, facts, at }: Notice): Promise<void> {
  if (users.length === 0) return;
  const readers = [...new Set(users)];
  const choices = await tx.select().from(mailChoices).where(inArray(mailChoices.userId, readers));
  const topic = TOPIC_OF[facts.kind];
  const dueFor = (userId: UserId): number | null => {
    const choice = choices.find((each) => each.userId === userId);
    if (choice?.atOnce.includes(topic)) return at;
    return choice?.daily.includes(topic) ? nextMorning(at, choice.timeZone) : null;
  };
  await tx.insert(notifications).values(
    readers.map((userId) => ({
      id: newId(NotificationId, at / 1000),
      userId,
      facts,
      createdAt: at,
      nextAt: dueFor(userId),
    })),
  );
}
