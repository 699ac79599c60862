import { Popover, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { PortalLink } from '../../../components/leaving/portal-link.tsx';
import type { PersonDay } from '../../../contract/people.ts';
import { addDays, localDate } from '../time/local-date.ts';
import styles from './day-header.module.css';
import { useRecordedDays } from './use-recorded-days.ts';

// A calendar is asked for now and then, and is half as large as the player.
const DayPicker = dynamic(() => import('./day-picker.tsx').then((loaded) => loaded.DayPicker));

type NavigatedDay = Pick<PersonDay, 'person' | 'date' | 'now'>;

/** One day back and forth, any day by calendar, the next recorded one by key, all in the person's zone. */
export function DateNavigator({ day }: { readonly day: NavigatedDay }) {
  const t = useTranslations('day');
  const words = useDateWords();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { person, date, now } = day;
  const goToRecorded = useRecordedDays(person.id, date);
  const today = localDate(now, person.timeZone);
  const isLast = date >= today;
  const pathOf = (target: string): string => `/people/${person.id}/${target}`;
  return (
    <nav className={styles['navigator']} aria-label={t('chooseDay')}>
      <PortalLink
        href={pathOf(addDays(date, -1))}
        aria-label={t('previousDay')}
        title={t('previousDayKeys')}
        prefetch="pointed"
      >
        <IconChevronLeft size={16} />
      </PortalLink>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom"
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className={styles['date'] ?? ''}
            onClick={() => setOpen(!isOpen)}
            title={t('chooseDay')}
          >
            <time dateTime={date}>{words(date)}</time>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <DayPicker
            person={person.id}
            date={date}
            today={today}
            onRecorded={(direction) => {
              setOpen(false);
              void goToRecorded(direction);
            }}
            onChoose={(chosen) => {
              setOpen(false);
              router.push(pathOf(chosen));
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <PortalLink
        href={pathOf(addDays(date, 1))}
        aria-label={t('nextDay')}
        title={t('nextDayKeys')}
        aria-disabled={isLast}
        tabIndex={isLast ? -1 : undefined}
        prefetch="pointed"
      >
        <IconChevronRight size={16} />
      </PortalLink>
      <PortalLink
        href={`/people/${person.id}?month=${date.slice(0, 7)}`}
        className={styles['today']}
        title={t('monthHint')}
        prefetch="pointed"
      >
        {t('month')}
      </PortalLink>
      {isLast ? null : (
        <PortalLink href={pathOf(today)} className={styles['today']} prefetch="pointed">
          {t('today')}
        </PortalLink>
      )}
    </nav>
  );
}

/** "Thu, 26 Nov 2026" */
export function useDateWords(): (date: string) => string {
  const format = useFormatter();
  return (date) =>
    format.dateTime(new Date(`${date}T12:00:00Z`), {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
}
