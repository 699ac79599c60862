'use client';

import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { HOME_ROUTES } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import { stretchHref } from '../cases/stretch-href.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './home.module.css';
import { ListCard } from './list-card.tsx';

/** What whoever is signed in has marked, the latest first. */
export function BookmarksCard() {
  const t = useTranslations('home.bookmarks');
  const dates = useDates();
  const query = useRoute(HOME_ROUTES.listOwnBookmarks, undefined);
  return (
    <ListCard title={t('title')} query={query} items={query.data?.items} none={t('none')}>
      {({ note, person, from, to }) => (
        <div>
          <PortalLink
            className={styles['link']}
            href={stretchHref({ person, from, to })}
            prefetch="pointed"
          >
            {note === '' ? t('untitled') : note}
          </PortalLink>
          <small>
            {person.name} · {dates.moment(from)}
          </small>
        </div>
      )}
    </ListCard>
  );
}
