'use client';

import { IconCircleCheck } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Overview, WatchedDevice } from '../../contract/overview.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './overview.module.css';

/** The devices that need attention; a single line when there is none. */
export function WatchCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const { watch, now } = overview;
  if (watch.length === 0) {
    return (
      <Card title={t('watch')}>
        <p className={styles['calm']}>
          <IconCircleCheck size={17} aria-hidden="true" />
          {t('nothingToWatch')}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('watch')}>
      <table className={styles['watch']}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('computer')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('why')}</th>
            <th scope="col" data-align="end">
              {t('verified')}
            </th>
          </tr>
        </thead>
        <tbody>
          {watch.map((device) => (
            <WatchRow key={device.id} device={device} now={now} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

interface WatchRowProps {
  readonly device: WatchedDevice;
  readonly now: number;
}

function WatchRow({ device, now }: WatchRowProps) {
  const t = useTranslations('overview');
  const { ago } = useDuration();
  const { person, hostname, health, verifiedAt } = device;
  return (
    <tr>
      <td>
        <PortalLink href={`/people/${person.id}`} prefetch={false}>
          {person.name}
        </PortalLink>
      </td>
      <td>{hostname}</td>
      <td>
        <StateBadge state={STATES.device[health]} />
      </td>
      <td>{useReasons()(device).join(' · ')}</td>
      <td data-align="end">{verifiedAt === null ? t('noFrame') : ago(now - verifiedAt)}</td>
    </tr>
  );
}

/** Why a device is in the list, in words. */
function useReasons(): (device: WatchedDevice) => readonly string[] {
  const t = useTranslations('overview.reasons');
  const locale = useLocale();
  return ({ parked, hasHoles, backlogSegments, backlogBytes, health }) => {
    const known = [
      ...(parked > 0 ? [t('parked', { count: parked })] : []),
      ...(hasHoles ? [t('holes')] : []),
      ...(backlogSegments > 0
        ? [t('backlog', { count: backlogSegments, bytes: formatBytes(backlogBytes, locale) })]
        : []),
    ];
    return known.length === 0 && health === 'attention' ? [t('capture')] : known;
  };
}
