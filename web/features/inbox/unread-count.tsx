'use client';

import { useTranslations } from 'next-intl';
import { INBOX_ROUTES } from '../../contract/inbox.ts';
import { useRoute } from '../api/use-route.ts';
import styles from '../control/control.module.css';

const REFRESH_MS = 60_000;
/** More than that nobody counts. */
const MOST = 99;

/** How much of the inbox is new: beside its bell. */
export function UnreadCount() {
  const t = useTranslations('inbox');
  const { data } = useRoute(INBOX_ROUTES.countUnread, undefined, { refetchInterval: REFRESH_MS });
  const count = data?.count ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles['count']} title={t('unread', { count })}>
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
