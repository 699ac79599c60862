import { type MailOptions, sendMail } from '@workcompanion/core/mail/send-mail';
import { mailChoices, notifications } from '@workcompanion/db/schema/notifications';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';
import type { Job, WorkerContext } from '../job.ts';
import { retryAt } from '../webhooks/deliver-webhooks.ts';
import { composeMail } from './compose-mail.ts';

const EVERY_MS = 5_000;
const LEASE_MS = 120_000;
const MOST = 200;
const MOST_CHARACTERS = 200;
const MAIL_QUEUE = new ClaimQueue(notifications);

type Notification = typeof notifications.$inferSelect;

interface MailHost {
  readonly mail: MailOptions;
  /** Where readers find what the e-mail is about. */
  readonly publicUrl: string;
}

/**
 * Sends what is due: one e-mail for each reader with all that is due to them, at once or in the morning.
 * A crash between sending and noting sends it again, under the same Message-ID.
 */
export function sendNotifications(host: MailHost): Job {
  return {
    name: 'send-mail',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const claimed = await claimDue(ctx);
      if (claimed.length === 0) return null;
      const byReader = Map.groupBy(claimed, ({ userId }) => userId);
      let sent = 0;
      for (const due of byReader.values()) {
        if (await sendTo(ctx, host, due)) sent += 1;
      }
      return { sent, failed: byReader.size - sent };
    },
  };
}

function claimDue({ db, now }: WorkerContext): Promise<Notification[]> {
  const { nextAt } = notifications;
  return db
    .update(notifications)
    .set(MAIL_QUEUE.claim(LEASE_MS))
    .where(
      MAIL_QUEUE.next({
        waiting: sql`${lte(nextAt, now())} and read_at is null`,
        order: asc(nextAt),
        limit: MOST,
      }),
    )
    .returning();
}

/** Whether it was taken, or need not be sent any more. */
async function sendTo(
  ctx: WorkerContext,
  { mail, publicUrl }: MailHost,
  due: readonly Notification[],
): Promise<boolean> {
  const [first] = due;
  if (first === undefined) return true;
  const [reader] = await ctx.db
    .select({ email: users.email, locale: mailChoices.locale })
    .from(users)
    .innerJoin(mailChoices, eq(mailChoices.userId, users.id))
    .where(and(eq(users.id, first.userId), isNull(users.disabledAt)));
  const kinds = due.map(({ facts }) => facts.kind);
  let error: string | null = null;
  if (reader !== undefined) {
    const words = composeMail(kinds, { locale: reader.locale, publicUrl });
    try {
      await sendMail(mail, { id: first.id, to: reader.email, ...words });
    } catch (cause) {
      error = String(cause).slice(0, MOST_CHARACTERS);
      ctx.log.warn({ user: first.userId, attempts: first.attempts, error }, 'an e-mail failed');
    }
  }
  await note(ctx, due, { error, isSent: reader !== undefined && error === null });
  return error === null;
}

interface Outcome {
  readonly error: string | null;
  readonly isSent: boolean;
}

async function note(
  ctx: WorkerContext,
  due: readonly Notification[],
  { error, isSent }: Outcome,
): Promise<void> {
  const now = ctx.now();
  const attempts = Math.max(...due.map((each) => each.attempts));
  await ctx.db
    .update(notifications)
    .set({
      leaseUntil: null,
      lastError: error,
      mailedAt: isSent ? now : null,
      nextAt: error === null ? null : retryAt(attempts, { now, random: Math.random() }),
    })
    .where(MAIL_QUEUE.areHeldBy(due));
}
