'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { HOME_ROUTES } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import { stretchHref } from '../cases/stretch-href.ts';
import { useDates } from '../format/use-dates.ts';
import { ListCard } from './list-card.tsx';

const REFRESH_MS = 60_000;

/** What people said of their footage and nobody has answered: each opens where it is about. */
export function RemarksCard() {
  const t = useTranslations('home.remarks');
  const dates = useDates();
  const query = useRoute(HOME_ROUTES.listWaitingRemarks, undefined, {
    refetchInterval: REFRESH_MS,
  });
  return (
    <ListCard title={t('title')} query={query} items={query.data?.items} none={t('none')}>
      {({ kind, text, person, from, to }) => (
        <>
          <div>
            <b>{person.name}</b>
            <small>
              {t(kind)} · {dates.moment(from)}
            </small>
            <q>{text}</q>
          </div>
          <LinkButton href={stretchHref({ person, from, to })} variant="default" size="xs">
            {t('open')}
          </LinkButton>
        </>
      )}
    </ListCard>
  );
}
