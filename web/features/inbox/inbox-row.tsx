import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { InboxItem } from '../../contract/inbox.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './inbox.module.css';
import { notificationHref } from './notification-href.ts';
import { useNotificationWords } from './use-notification-words.ts';

interface InboxRowProps {
  readonly item: InboxItem;
  readonly now: number;
  readonly onOpen: () => void;
}

/** One thing that happened: the whole row leads to where it can be looked at. */
export function InboxRow({ item: { facts, at, isNew, isReachable }, now, onOpen }: InboxRowProps) {
  const t = useTranslations('inbox');
  const dates = useDates();
  const { ago } = useDuration();
  const { title, text } = useNotificationWords(facts);
  if (!isReachable) {
    return (
      <li className={styles['item']} data-new={isNew}>
        <div>
          {t('outOfReach')}
          <small>{t('outOfReachText')}</small>
        </div>
        <time title={dates.moment(at)}>{ago(now - at)}</time>
      </li>
    );
  }
  return (
    <li className={styles['item']} data-new={isNew}>
      <div>
        <PortalLink
          className={styles['opens']}
          href={notificationHref(facts)}
          prefetch={false}
          onClick={onOpen}
        >
          {isNew ? <VisuallyHidden>{t('new')} </VisuallyHidden> : null}
          {title}
        </PortalLink>
        <small>{text}</small>
      </div>
      <time title={dates.moment(at)}>{ago(now - at)}</time>
    </li>
  );
}
