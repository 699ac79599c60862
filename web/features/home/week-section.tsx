'use client';

import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { HOME_ROUTES, type Oddity, type WatchingWeek } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import styles from './home.module.css';
import { ListCard } from './list-card.tsx';
import { ProofCard } from './proof-card.tsx';

/** For an auditor: who watched whom, what of it is out of the ordinary, and what can be proved. */
export function WeekSection() {
  const t = useTranslations('home.week');
  const week = useRoute(HOME_ROUTES.readWatchingWeek, undefined);
  const { data } = week;
  return (
    <section className={styles['section']} aria-labelledby="home-week">
      <div className={styles['head']}>
        <h2 id="home-week">{t('title')}</h2>
        {data === undefined || data.sittings === 0 ? null : (
          <span>{t('count', { sittings: data.sittings, watchers: data.watchers })}</span>
        )}
        <PortalLink href="/views">{t('log')}</PortalLink>
      </div>
      <div className={styles['pair']}>
        <ListCard
          title={t('odd')}
          query={week}
          items={data?.oddities.map((odd) => ({ id: `${odd.kind} ${odd.user.id}`, ...odd }))}
          none={t('oddNone')}
        >
          {(odd) => <OddityRow odd={odd} from={data?.from ?? 0} />}
        </ListCard>
        <ListCard
          title={t('by')}
          query={week}
          items={data?.shown.map((watcher) => ({ id: watcher.user.id, ...watcher }))}
          none={t('none')}
        >
          {(watcher) => <WatcherRow watcher={watcher} from={data?.from ?? 0} />}
        </ListCard>
        <ProofCard />
      </div>
    </section>
  );
}

/** The view log of one account since a day, as its address says it. */
function logOf(user: string, from: number): string {
  const day = new Intl.DateTimeFormat('en-CA').format(from / 1000);
  return `/views?${new URLSearchParams({ user, from: day })}`;
}

interface OddityRowProps {
  readonly odd: Oddity;
  readonly from: number;
}

function OddityRow({ odd: { kind, user, count, lastAt }, from }: OddityRowProps) {
  const t = useTranslations('home.week');
  const dates = useDates();
  return (
    <>
      <div>
        <b>{user.name}</b>
        <small>
          {t(kind, { count })} · {dates.moment(lastAt)}
        </small>
      </div>
      <LinkButton href={logOf(user.id, from)} variant="default" size="xs">
        {t('look')}
      </LinkButton>
    </>
  );
}

interface WatcherRowProps {
  readonly watcher: WatchingWeek['shown'][number];
  readonly from: number;
}

function WatcherRow({ watcher, from }: WatcherRowProps) {
  const t = useTranslations('home.week');
  const list = useList();
  const dates = useDates();
  const { user, names, people, sittings, lastAt } = watcher;
  const others = people - names.length;
  return (
    <>
      <div>
        <PortalLink className={styles['link']} href={logOf(user.id, from)} prefetch={false}>
          {user.name}
        </PortalLink>
        <small>
          {others > 0 ? t('others', { names: list(names), count: others }) : list(names)}
        </small>
      </div>
      <em title={dates.moment(lastAt)}>{t('times', { count: sittings })}</em>
    </>
  );
}
