'use client';

import { Skeleton } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { MIRROR_ROUTES, type Mirror, type MirrorDevice } from '../../contract/mirror.ts';
import { useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { DayHours } from '../people/day-hours.tsx';
import { DayStrip } from '../people/day-strip.tsx';
import { SearchesTable } from '../search/searches-table.tsx';
import { ViewsTable } from '../views/views-table.tsx';
import styles from './mirror.module.css';
import { OwnEvidencePackages } from './own-evidence-packages.tsx';

const REFRESH_MS = 30_000;

interface MirrorDeviceCardProps {
  readonly device: MirrorDevice;
  readonly now: number;
}

/** What is recorded of the signed-in person, by which rules, and who watched it. */
export function MirrorView() {
  const t = useTranslations('mirror');
  const query = useRoute(MIRROR_ROUTES.readMirror, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const { data } = query;
  const person = data?.person;
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        {person === undefined ? null : (
          <>
            <LinkButton href={`/people/${person.id}`} variant="default">
              {t('month')}
            </LinkButton>
            <LinkButton
              href={`/people/${person.id}/${data?.today.date}`}
              leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
            >
              {t('today')}
            </LinkButton>
          </>
        )}
      </PageHeader>
      {data !== undefined ? (
        <MirrorContent mirror={data} />
      ) : (
        <QueryFallback query={query} skeleton={<MirrorSkeleton />} />
      )}
    </>
  );
}

function MirrorContent({ mirror }: { readonly mirror: Mirror }) {
  const t = useTranslations('mirror');
  const { person, devices, now } = mirror;
  return (
    <div className={styles['all']}>
      <div className={styles['page']}>
        <TodayCard mirror={mirror} />
        <h2>{t('watched')}</h2>
      </div>
      <ViewsTable
        filters={{ person: person.id, user: '', from: '', to: '' }}
        withPerson={false}
        timeZone={person.timeZone}
      />
      <div className={styles['page']}>
        <h2>{t('searched')}</h2>
        <p className={styles['text']}>{t('searchedLead')}</p>
      </div>
      <SearchesTable
        filters={{ person: person.id, user: '', from: '', to: '' }}
        withPeople={false}
        timeZone={person.timeZone}
      />
      <div className={styles['page']}>
        <h2>{t('rules')}</h2>
        <p className={styles['text']}>{t('rulesLead')}</p>
        {devices.length === 0 ? (
          <p className={styles['text']}>{t('noDevices')}</p>
        ) : (
          <div className={styles['devices']}>
            {devices.map((device) => (
              <MirrorDeviceCard key={device.id} device={device} now={now} />
            ))}
          </div>
        )}
      </div>
      <OwnEvidencePackages timeZone={person.timeZone} />
    </div>
  );
}

function MirrorSkeleton() {
  const t = useTranslations('common');
  return (
    <div className={styles['page']} aria-busy="true" role="status" aria-label={t('loading')}>
      <Skeleton height={92} radius={10} />
      <div className={styles['devices']}>
        <Skeleton height={240} radius={10} />
      </div>
    </div>
  );
}

/** The present day in one line, and the way to the pictures of it. */
function TodayCard({ mirror: { person, today, now } }: { readonly mirror: Mirror }) {
  const t = useTranslations('mirror');
  const { duration } = useDuration();
  const recorded =
    today.recordedMicros === 0
      ? t('todayNothing')
      : t('todayRecorded', { recorded: duration(today.recordedMicros) });
  return (
    <Card
      title={recorded}
      aside={<span className={styles['quiet']}>{t('byClockOf', { zone: person.timeZone })}</span>}
    >
      <div>
        <DayStrip name={person.name} today={today} now={now} />
        <DayHours />
      </div>
      <p className={styles['text']}>
        {t.rich('remarkHint', {
          day: (words) => (
            <PortalLink className={styles['link']} href={`/people/${person.id}/${today.date}`}>
              {words}
            </PortalLink>
          ),
        })}
      </p>
    </Card>
  );
}

/** How one computer is recorded: the rules in plain words, and the notice as it was shown. */
function MirrorDeviceCard({ device, now }: MirrorDeviceCardProps) {
  const t = useTranslations('mirror');
  const locale = useLocale();
  const dates = useDates();
  const { ago } = useDuration();
  const { policy, acknowledged, lastFrameAt } = device;
  const words = policyWords(policy, locale);
  const text = policy.notice.text[locale === 'zh-CN' ? 'zh-CN' : 'en'];
  return (
    <Card
      title={device.hostname}
      aside={
        <span className={styles['quiet']}>
          {device.isRevoked
            ? t('revoked')
            : lastFrameAt === null
              ? t('never')
              : t('lastFrame', { ago: ago(now - lastFrameAt) })}
        </span>
      }
    >
      <FactList facts={words.filter(({ concerns }) => concerns === 'person')} />
      <details className={styles['more']}>
        <summary>{t('technical')}</summary>
        <FactList facts={words.filter(({ concerns }) => concerns !== 'person')} />
      </details>
      <details className={styles['more']}>
        <summary>
          {acknowledged === null
            ? t('notAcknowledged')
            : t('acknowledged', {
                version: acknowledged.version,
                date: dates.moment(acknowledged.at),
              })}
        </summary>
        <p>{text}</p>
      </details>
    </Card>
  );
}
