import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import type { HoldSummary } from '../../contract/holds.ts';
import { useDates } from '../format/use-dates.ts';
import { HoldBadge } from './hold-badge.tsx';
import { ReleaseModal } from './release-modal.tsx';
import styles from './retention.module.css';

interface HoldsTableProps {
  readonly holds: readonly HoldSummary[];
  readonly mayHold: boolean;
}

export function HoldsTable({ holds, mayHold }: HoldsTableProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const [chosen, setChosen] = useState<HoldSummary | null>(null);
  return (
    <>
      <DataTable label={t('holds')}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('stretch')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('placed')}</th>
            <th scope="col">{t('ends')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col" aria-label={t('actions')} />
          </tr>
        </thead>
        <tbody>
          {holds.map((hold) => (
            <tr key={hold.id}>
              <td className={styles['strong']}>
                {hold.person.name}
                <span className={styles['under']}>{hold.device?.hostname ?? t('allDevices')}</span>
              </td>
              <td className={styles['quiet']}>
                {hold.to === null
                  ? t('fromOn', { from: dates.day(hold.from) })
                  : dates.days(hold.from, hold.to)}
              </td>
              <td className={styles['reason']}>{hold.reason}</td>
              <td className={styles['quiet']}>
                {dates.moment(hold.placedAt)}
                <span className={styles['under']}>{hold.placedBy}</span>
              </td>
              <td className={styles['quiet']}>
                {hold.expiresAt === null ? t('noExpiry') : dates.day(hold.expiresAt)}
              </td>
              <td>
                <HoldBadge status={hold.status} />
                {hold.released === null ? null : (
                  <span className={styles['under']}>
                    {t('releasedBy', { by: hold.released.by, reason: hold.released.reason })}
                  </span>
                )}
              </td>
              <td data-align="end">
                {mayHold && hold.status === 'in-force' ? (
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    onClick={() => setChosen(hold)}
                  >
                    {t('release')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {chosen === null ? null : <ReleaseModal hold={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
