'use client';

import { Skeleton } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { HOME_ROUTES, type TeamNow } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useList } from '../format/use-list.ts';
import { BookmarksCard } from './bookmarks-card.tsx';
import styles from './home.module.css';
import { RemarksCard } from './remarks-card.tsx';
import { Wall } from './wall.tsx';

const REFRESH_MS = 30_000;

/** A manager's people now, what waits for the manager, and what the manager has marked. */
export function TeamSection() {
  const t = useTranslations('home.team');
  const list = useList();
  const { data, error, refetch } = useRoute(HOME_ROUTES.readTeamNow, undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={420} radius={10} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  if (data.people === 0) return <NoPeople hasTeam={data.teams.length > 0} />;
  return (
    <section className={styles['section']} aria-labelledby="home-team">
      <div className={styles['head']}>
        <h2 id="home-team">{t('title')}</h2>
        <span>
          {list(data.teams.map(({ name }) => name))} · {t('people', { count: data.people })}
        </span>
        <PortalLink href="/people">
          {data.shown.length < data.people ? t('more', { count: data.people }) : t('all')}
        </PortalLink>
      </div>
      <Counts team={data} />
      <div className={styles['beside']}>
        <Wall team={data} />
        <div className={styles['stack']}>
          <RemarksCard />
          <BookmarksCard />
        </div>
      </div>
    </section>
  );
}

function NoPeople({ hasTeam }: { readonly hasTeam: boolean }) {
  const t = useTranslations('home.team');
  return (
    <MessageState
      icon={<IconUsersGroup size={22} />}
      title={t(hasTeam ? 'empty' : 'none')}
      role="status"
    >
      <p>{t(hasTeam ? 'emptyText' : 'noneText')}</p>
    </MessageState>
  );
}

function Counts({ team }: { readonly team: TeamNow }) {
  const t = useTranslations('home.team');
  const format = useFormatter();
  return (
    <ul className={styles['counts']} aria-label={t('states')}>
      {team.presence.map(({ presence, count }) => (
        <li key={presence} data-empty={count === 0}>
          <strong>{format.number(count)}</strong>
          <StateBadge state={STATES.presence[presence]} />
        </li>
      ))}
    </ul>
  );
}
