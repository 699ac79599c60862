'use client';

import { IconCalendarOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import type { PersonDay } from '../../contract/people.ts';
import { DayHeader } from './header/day-header.tsx';
import { addDays } from './time/local-date.ts';

/** A day of which no recorder has told anything. */
export function EmptyDay({ day }: { readonly day: PersonDay }) {
  const t = useTranslations('day');
  const { person, date, now, from, to } = day;
  const isFuture = now < from;
  const isToday = !isFuture && now < to;
  return (
    <>
      <DayHeader day={day} />
      <MessageState
        role="status"
        icon={<IconCalendarOff size={22} />}
        title={t(isToday ? 'empty.todayTitle' : 'empty.title')}
        actions={
          <LinkButton href={`/people/${person.id}/${addDays(date, -1)}`} variant="default">
            {t('previousDay')}
          </LinkButton>
        }
      >
        <p>{isFuture ? t('empty.future') : t('empty.text', { name: person.name })}</p>
      </MessageState>
    </>
  );
}
