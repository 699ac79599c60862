'use client';

import { IconHourglass } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useControlState } from './use-control-state.ts';

/** On the row of something (`noun:id`) about which a change waits. */
export function WaitingMark({ subject }: { readonly subject: string }) {
  const t = useTranslations('control');
  const { data } = useControlState();
  if (!data?.waiting.some((request) => request.subject === subject)) return null;
  return (
    <StatusBadge tone="warn" Icon={IconHourglass}>
      {t('waits')}
    </StatusBadge>
  );
}
