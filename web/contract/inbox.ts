import { NotificationId } from '@workcompanion/core/ids';
import { NotificationFacts, NotificationTopic } from '@workcompanion/core/notifications';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { PageSize } from './sorted-page.ts';

export const InboxItem = z.object({
  id: NotificationId,
  at: UtcMicros,
  isNew: z.boolean(),
  /** False: whom or which case it is about may no longer be opened, and is not named. */
  isReachable: z.boolean(),
  facts: NotificationFacts,
});
export type InboxItem = z.infer<typeof InboxItem>;

export const InboxPage = z.object({
  now: UtcMicros,
  items: z.array(InboxItem),
  next: NotificationId.nullable(),
});
export type InboxPage = z.infer<typeof InboxPage>;

export const ListInbox = z.object({
  /** The last one of the page before. */
  cursor: NotificationId.optional(),
  limit: PageSize,
});
export type ListInbox = z.infer<typeof ListInbox>;

/** None given: all of them. */
export const MarkRead = z.object({ notification: NotificationId.nullable() });
export type MarkRead = z.infer<typeof MarkRead>;

const TimeZone = z.string().max(100);
export const MailFrequency = z.enum(['never', 'at-once', 'daily']);
export type MailFrequency = z.infer<typeof MailFrequency>;

export const MailChoice = z.object({
  topics: z.record(NotificationTopic, MailFrequency),
  locale: z.enum(['en', 'zh-CN']),
  /** By which the morning of the daily e-mail is told. */
  timeZone: TimeZone,
});
export type MailChoice = z.infer<typeof MailChoice>;

export const MailChosen = MailChoice.pick({ topics: true }).extend({
  /** Without a mail server nothing can be chosen. */
  hasMail: z.boolean(),
  email: z.string(),
});
export type MailChosen = z.infer<typeof MailChosen>;

export const INBOX_ROUTES = defineRoutes({
  listInbox: { method: 'GET', path: '/api/portal/inbox', query: ListInbox, answer: InboxPage },
  countUnread: {
    method: 'GET',
    path: '/api/portal/inbox/unread',
    answer: z.object({ count: z.number().int() }),
  },
  markRead: { method: 'POST', path: '/api/portal/inbox/read', body: MarkRead, answer: null },
  readMailChoice: { method: 'GET', path: '/api/portal/inbox/mail', answer: MailChosen },
  changeMailChoice: {
    method: 'POST',
    path: '/api/portal/inbox/mail',
    body: MailChoice,
    answer: null,
  },
});
