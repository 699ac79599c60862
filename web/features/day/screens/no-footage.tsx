'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../../components/message-state.tsx';
import { useDayScope } from '../context/day-context.ts';

/** In place of the screens, for whom the hours are and not the footage. */
export function NoFootage() {
  const t = useTranslations('day.noFootage');
  const { person } = useDayScope().day;
  return (
    <MessageState role="status" icon={<IconEyeOff size={22} />} title={t('title')}>
      <p>{t('text', { name: person.name })}</p>
    </MessageState>
  );
}
