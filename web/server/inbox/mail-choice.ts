import { AppError } from '@workcompanion/core/errors';
import { NotificationTopic } from '@workcompanion/core/notifications';
import { mailChoices } from '@workcompanion/db/schema/notifications';
import { eq } from 'drizzle-orm';
import type { MailChoice, MailChosen, MailFrequency } from '../../contract/inbox.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What the user wants by e-mail too. */
export async function readMailChoice(ctx: UserContext): Promise<MailChosen> {
  const { id, email } = ctx.user;
  const [choice] = await ctx.db.select().from(mailChoices).where(eq(mailChoices.userId, id));
  const frequencyOf = (topic: NotificationTopic): MailFrequency => {
    if (choice?.atOnce.includes(topic)) return 'at-once';
    return choice?.daily.includes(topic) ? 'daily' : 'never';
  };
  return {
    hasMail: ctx.installation.mail !== null,
    email,
    topics: {
      approvals: frequencyOf('approvals'),
      packages: frequencyOf('packages'),
      remarks: frequencyOf('remarks'),
      searches: frequencyOf('searches'),
      alarms: frequencyOf('alarms'),
    },
  };
}

/** Counts for what happens from now on. Throws `invalid-input`. */
export async function changeMailChoice(
  ctx: UserContext,
  { topics, locale, timeZone }: MailChoice,
): Promise<void> {
  if (!isTimeZone(timeZone)) throw new AppError('invalid-input', 'There is no such time zone.');
  const chosenAs = (frequency: MailFrequency) =>
    NotificationTopic.options.filter((topic) => topics[topic] === frequency);
  const choice = {
    locale,
    timeZone,
    atOnce: chosenAs('at-once'),
    daily: chosenAs('daily'),
  };
  await ctx.db
    .insert(mailChoices)
    .values({ userId: ctx.user.id, ...choice })
    .onConflictDoUpdate({ target: mailChoices.userId, set: choice });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
