'use client';

import { IconUserScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { Me } from '../../contract/session.ts';
import { seesControl } from '../control/use-control-state.ts';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import { CaseworkSection } from './casework-section.tsx';
import { FirstStepsCard } from './first-steps-card.tsx';
import { FleetDetails } from './fleet-details.tsx';
import { FleetSection } from './fleet-section.tsx';
import styles from './home.module.css';
import { HomeAlarms } from './home-alarms.tsx';
import { TeamSection } from './team-section.tsx';
import { WeekSection } from './week-section.tsx';

/**
 * The first page of the day: for each role what it should look at, in the order of its worth. Whoever has
 * several roles has the sections of all of them.
 */
export function HomeView({ me }: { readonly me: Me }) {
  const t = useTranslations('home');
  const now = useNow();
  const { day } = useDates();
  const { rights, roles } = me;
  const isManager = roles.includes('manager');
  const isAdministrator = rights.includes('devices');
  return (
    <>
      <PageHeader title={t('title')} aside={now === null ? null : day(now)} />
      <div className={styles['page']}>
        {rights.includes('list') ? (
          <HomeAlarms
            isSystem={rights.includes('system')}
            isToldOfControl={seesControl({ rights })}
          />
        ) : null}
        {rights.includes('system') ? <FirstStepsCard /> : null}
        {isManager ? <TeamSection /> : null}
        {isAdministrator ? <FleetSection /> : null}
        {rights.includes('hold') ? <CaseworkSection withRemarks={!isManager} /> : null}
        {rights.includes('audit') ? <WeekSection /> : null}
        {isAdministrator ? <FleetDetails isSystem={rights.includes('system')} /> : null}
        {me.isRecorded ? <OwnCard /> : null}
      </div>
    </>
  );
}

/** The way to what is recorded of whoever is signed in. */
function OwnCard() {
  const t = useTranslations('home.own');
  return (
    <Card title={t('title')}>
      <div className={styles['foot']}>
        <span>{t('text')}</span>
        <LinkButton
          href="/me"
          variant="default"
          leftSection={<IconUserScan size={15} aria-hidden="true" />}
        >
          {t('link')}
        </LinkButton>
      </div>
    </Card>
  );
}
