'use client';

import { IconPackage } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { ExportCard } from './export-card.tsx';
import styles from './exports.module.css';
import { useExports } from './use-exports.ts';

/** The packages of a case, as they are made. */
export function ExportsPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const exports = useExports(opened.id);
  if (exports.isPending) return <TableSkeleton columns={3} label={t('common.loading')} />;
  if (exports.data === undefined) {
    return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
  }
  const items = exports.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconPackage size={22} />} title={t('exports.noneTitle')}>
        <p>{t('exports.noneText')}</p>
      </MessageState>
    );
  }
  return (
    <div className={styles['page']}>
      {items.map((one) => (
        <ExportCard
          key={one.id}
          made={one}
          mayWork={opened.mayWork}
          members={opened.members.length}
        />
      ))}
      <MorePages list={exports} />
    </div>
  );
}
