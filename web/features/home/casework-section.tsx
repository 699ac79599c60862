'use client';

import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { type Casework, HOME_ROUTES } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './home.module.css';
import { ListCard } from './list-card.tsx';
import { OPEN_CASES } from './open-cases.ts';
import { RemarksCard } from './remarks-card.tsx';

const REFRESH_MS = 60_000;

interface CaseworkSectionProps {
  /** A manager reads them beside the own people. */
  readonly withRemarks: boolean;
}

/** What waits for somebody of compliance: decisions first, then open cases, packages, and holds that end. */
export function CaseworkSection({ withRemarks }: CaseworkSectionProps) {
  const t = useTranslations('home.casework');
  const casework = useRoute(HOME_ROUTES.readCasework, undefined, { refetchInterval: REFRESH_MS });
  return (
    <section className={styles['section']} aria-labelledby="home-casework">
      <div className={styles['head']}>
        <h2 id="home-casework">{t('title')}</h2>
      </div>
      <div className={styles['pair']}>
        <ListCard
          title={t('toDecide')}
          query={casework}
          items={casework.data?.toDecide}
          none={t('toDecideNone')}
        >
          {(asked) => <ToDecide asked={asked} now={casework.data?.now ?? 0} />}
        </ListCard>
        <OpenCases />
        {withRemarks ? <RemarksCard /> : null}
        <ListCard
          title={t('recent')}
          query={casework}
          items={casework.data?.recent}
          none={t('recentNone')}
        >
          {(made) => <RecentPackage made={made} />}
        </ListCard>
        <EndingHolds casework={casework} />
      </div>
    </section>
  );
}

const hrefOf = ({ id, case: { id: caseId } }: Casework['recent'][number]): string =>
  `/cases/${caseId}/evidence-packages/${id}`;

interface ToDecideProps {
  readonly asked: Casework['toDecide'][number];
  readonly now: number;
}

function ToDecide({ asked, now }: ToDecideProps) {
  const t = useTranslations('home.casework');
  const { ago } = useDuration();
  return (
    <>
      <div>
        <b>
          {asked.case.title}: {asked.clip}
        </b>
        <small>
          {t('askedBy', { name: asked.requestedBy, ago: ago(now - asked.requestedAt) })}
        </small>
      </div>
      <LinkButton href={`/cases/${asked.case.id}?tab=packages`} size="xs">
        {t('decide')}
      </LinkButton>
    </>
  );
}

function RecentPackage({ made }: { readonly made: Casework['recent'][number] }) {
  const dates = useDates();
  return (
    <>
      <div>
        <PortalLink className={styles['link']} href={hrefOf(made)} prefetch={false}>
          {made.case.title}: {made.clip}
        </PortalLink>
        <small>
          {made.requestedBy} · {dates.moment(made.finishedAt ?? made.requestedAt)}
        </small>
      </div>
      <StateBadge state={STATES.evidencePackage[made.state]} />
    </>
  );
}

function OpenCases() {
  const t = useTranslations('home.casework');
  const query = useRoute(CASE_ROUTES.listCases, OPEN_CASES);
  return (
    <ListCard
      title={t('cases')}
      aside={
        <PortalLink className={styles['link']} href="/cases">
          {t('casesLink')}
        </PortalLink>
      }
      query={query}
      items={query.data?.items}
      none={t('casesNone')}
    >
      {({ id, title, clips, createdBy, toDecide }) => (
        <>
          <div>
            <PortalLink className={styles['link']} href={`/cases/${id}`} prefetch={false}>
              {title}
            </PortalLink>
            <small>
              {createdBy} · {t('clips', { count: clips })}
            </small>
          </div>
          {toDecide === 0 ? null : <em>{t('waits', { count: toDecide })}</em>}
        </>
      )}
    </ListCard>
  );
}

interface EndingHoldsProps {
  readonly casework: {
    readonly data: Casework | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
}

function EndingHolds({ casework }: EndingHoldsProps) {
  const t = useTranslations('home.casework');
  const dates = useDates();
  return (
    <ListCard
      title={t('holds')}
      aside={
        <PortalLink className={styles['link']} href="/retention?tab=holds">
          {t('holdsLink')}
        </PortalLink>
      }
      query={casework}
      items={casework.data?.endingHolds}
      none={t('holdsNone')}
    >
      {({ person, reason, expiresAt }) => (
        <>
          <div>
            <b>{person.name}</b>
            <small>{reason}</small>
          </div>
          <em>{t('ends', { day: dates.day(expiresAt) })}</em>
        </>
      )}
    </ListCard>
  );
}
