import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FindRecordedDay, PEOPLE_ROUTES } from '../../../contract/people.ts';
import { useRoute } from '../../api/use-route.ts';
import styles from './day-header.module.css';

interface DayPickerProps {
  readonly person: PersonId;
  readonly date: string;
  readonly today: string;
  readonly onChoose: (date: string) => void;
  readonly onRecorded: (direction: FindRecordedDay['direction']) => void;
}

/** The calendar of a month, in which days without footage are dim. */
export function DayPicker({ person, date, today, onChoose, onRecorded }: DayPickerProps) {
  const t = useTranslations('day');
  const [month, setMonth] = useState(date.slice(0, 7));
  const { data } = useRoute(PEOPLE_ROUTES.readPersonMonth, { person, month });
  const recorded = new Set(
    data?.days.filter((day) => day.recorded > 0).map((day) => day.date) ?? [],
  );
  const isDim = (day: string): boolean =>
    data?.month === day.slice(0, 7) && day <= today && !recorded.has(day);
  return (
    <>
      <DatePicker
        size="xs"
        value={date}
        defaultDate={date}
        maxDate={today}
        hideOutsideDates
        onDateChange={(shown) => setMonth(shown.slice(0, 7))}
        getDayProps={(day) =>
          isDim(day) ? { className: styles['dim'] ?? '', title: t('nothingRecorded') } : {}
        }
        onChange={(chosen) => {
          if (chosen !== null) onChoose(chosen.slice(0, 10));
        }}
      />
      <div className={styles['recorded']}>
        <Button variant="subtle" size="compact-xs" onClick={() => onRecorded('previous')}>
          {t('previousRecorded')}
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={() => onRecorded('next')}>
          {t('nextRecorded')}
        </Button>
      </div>
    </>
  );
}
