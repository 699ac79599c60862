import { AppError } from '@workcompanion/core/errors';
import { NotificationId, newId } from '@workcompanion/core/ids';
import { sendMail } from '@workcompanion/core/mail/send-mail';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { MailTested } from '../../contract/settings.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const MOST_CHARACTERS = 300;

/** Sends an e-mail to whoever asks, and says what became of it. Throws `forbidden`, `not-found`. */
export async function testMail(ctx: UserContext): Promise<MailTested> {
  assertRight(ctx.user, 'system');
  const { mail } = ctx.installation;
  if (mail === null) throw new AppError('not-found', 'No mail server is set up.');
  const to = ctx.user.email;
  let error: string | null = null;
  try {
    await sendMail(mail, {
      id: newId(NotificationId),
      to,
      subject: 'WorkCompanion',
      text: `E-mail works. 邮件发送正常。\n\n${ctx.config.publicUrl}\n`,
    });
  } catch (cause) {
    error = String(cause).slice(0, MOST_CHARACTERS);
  }
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'mail.tested',
      entityType: 'user',
      entityId: ctx.user.id,
      details: { isSent: error === null },
    }),
  );
  return { to, error };
}
