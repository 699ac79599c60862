import { INBOX_ROUTES } from '../../contract/inbox.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { countUnread, listInbox } from './list-inbox.ts';
import { changeMailChoice, readMailChoice } from './mail-choice.ts';
import { markRead } from './mark-read.ts';

export const inboxRoutes: readonly BoundRoute[] = [
  bind(INBOX_ROUTES.listInbox, asUser, listInbox),
  bind(INBOX_ROUTES.countUnread, asUser, countUnread),
  bind(INBOX_ROUTES.markRead, asUser, markRead),
  bind(INBOX_ROUTES.readMailChoice, asUser, readMailChoice),
  bind(INBOX_ROUTES.changeMailChoice, asUser, changeMailChoice),
];
