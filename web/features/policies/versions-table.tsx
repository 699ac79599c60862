'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { PolicySummary } from '../../contract/policies.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './policies-view.module.css';

interface VersionsTableProps {
  readonly versions: readonly PolicySummary[];
  readonly open: number | null;
  readonly onOpen: (version: number) => void;
}

/** Every version there ever was, the newest first. */
export function VersionsTable({ versions, open, onOpen }: VersionsTableProps) {
  const t = useTranslations('policies');
  const dates = useDates();
  return (
    <DataTable label={t('versions')}>
      <thead>
        <tr>
          <th scope="col">{t('policy')}</th>
          <th scope="col">{t('note')}</th>
          <th scope="col">{t('created')}</th>
          <th scope="col">{t('by')}</th>
          <th scope="col">{t('devices')}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ version, name, note, createdAt, createdBy, devices }) => (
          <tr key={version} data-selected={version === open}>
            <td>
              <UnstyledButton
                className={styles['open']}
                aria-haspopup="dialog"
                onClick={() => onOpen(version)}
              >
                {t('versionName', { version, name: name || t('unnamed') })}
              </UnstyledButton>
            </td>
            <td className={styles['note']}>{note}</td>
            <td className={styles['quiet']}>{dates.moment(createdAt)}</td>
            <td className={styles['quiet']}>{createdBy ?? t('installation')}</td>
            <td className={styles['quiet']}>{t('deviceCount', { count: devices })}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
