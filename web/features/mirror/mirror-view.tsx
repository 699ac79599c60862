'use client';

import { Skeleton } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { ViewsTable } from '../views/views-table.tsx';
import styles from './mirror.module.css';
import { MirrorDeviceCard } from './mirror-device-card.tsx';
import { OwnExports } from './own-exports.tsx';
import { useMirror } from './use-mirror.ts';

/** What is recorded of the signed-in person, by which rules, and who watched it. */
export function MirrorView() {
  const t = useTranslations('mirror');
  const { data, error, refetch } = useMirror();
  if (data === undefined) {
    return error === null ? (
      <div className={styles['page']} aria-busy="true">
        <Skeleton height={34} width={280} />
        <Skeleton height={220} />
      </div>
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  const { person, today, devices, now } = data;
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <LinkButton href={`/people/${person.id}`} variant="default">
          {t('month')}
        </LinkButton>
        <LinkButton
          href={`/people/${person.id}/${today}`}
          leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
        >
          {t('today')}
        </LinkButton>
      </PageHeader>
      <div className={styles['page']}>
        <h2>{t('rules')}</h2>
        {devices.length === 0 ? (
          <p className={styles['quiet']}>{t('noDevices')}</p>
        ) : (
          <div className={styles['devices']}>
            {devices.map((device) => (
              <MirrorDeviceCard key={device.id} device={device} now={now} />
            ))}
          </div>
        )}
        <h2>{t('watched')}</h2>
      </div>
      <ViewsTable
        filters={{ employee: person.id, user: '', from: '', to: '' }}
        withPerson={false}
      />
      <OwnExports timeZone={person.timeZone} />
    </>
  );
}
