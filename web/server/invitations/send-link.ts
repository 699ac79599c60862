import { NotificationId, newId } from '@workcompanion/core/ids';
import { sendMail } from '@workcompanion/core/mail/send-mail';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { AccountLink, ControlAnswer } from '../../contract/control.ts';
import type { UserContext } from '../auth/user-context.ts';

const MOST_CHARACTERS = 300;

/**
 * A link goes to its owner by e-mail, and nobody else sees it, where a mail server is set up. Only if that
 * one does not take it, it is told to who made it, with what the server said. Its transaction is over: a mail
 * server that is slow holds no row.
 */
export async function sendLink(
  ctx: UserContext,
  answer: ControlAnswer<AccountLink>,
): Promise<ControlAnswer<AccountLink>> {
  const { mail } = ctx.installation;
  const link = answer.done;
  if (mail === null || link === null || link.url === null) return answer;
  const [owner] = await ctx.db
    .select({ email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, link.user));
  if (owner === undefined) return answer;
  const error = await sendMail(mail, {
    id: newId(NotificationId),
    to: owner.email,
    ...wordsOf(owner.name, { url: link.url, expiresAt: link.expiresAt }),
  }).then(
    () => null,
    (cause: unknown) => String(cause).slice(0, MOST_CHARACTERS),
  );
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.link-mailed',
      entityType: 'user',
      entityId: link.user,
      details: { email: owner.email, isSent: error === null },
    }),
  );
  const url = error === null ? null : link.url;
  return { ...answer, done: { ...link, url, mail: { to: owner.email, error } } };
}

/** In both languages: which one its reader has chosen is not known before they have been here. */
function wordsOf(
  name: string,
  { url, expiresAt }: { readonly url: string; readonly expiresAt: number },
) {
  const until = new Date(expiresAt / 1000).toISOString().slice(0, 16).replace('T', ' ');
  return {
    subject: 'Your WorkCompanion account · 您的 WorkCompanion 账号',
    text: [
      `${name},`,
      '',
      `choose a password for your account here. The link works once, until ${until} UTC.`,
      `请在此为您的账号设置密码。链接只能使用一次，有效期至 ${until} UTC。`,
      '',
      url,
      '',
      'If you expected nothing of the kind, do nothing and tell who looks after the portal.',
      '如果您没有预料到此邮件，请不要操作，并告知门户的管理人员。',
      '',
    ].join('\n'),
  };
}
