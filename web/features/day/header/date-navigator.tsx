'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { PortalLink } from '../../../components/leaving/portal-link.tsx';
import { addDays, localDate } from '../time/local-date.ts';
import styles from './day-header.module.css';

interface DateNavigatorProps {
  readonly person: string;
  readonly date: string;
  readonly timeZone: string;
  readonly now: number;
}

/** One day back and forth, any day by calendar, and today, all in the person's zone. */
export function DateNavigator({ person, date, timeZone, now }: DateNavigatorProps) {
  const t = useTranslations('day');
  const format = useFormatter();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const today = localDate(now, timeZone);
  const isLast = date >= today;
  const pathOf = (target: string): string => `/people/${person}/${target}`;
  const words = format.dateTime(new Date(`${date}T12:00:00Z`), {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return (
    <nav className={styles['navigator']} aria-label={t('chooseDay')}>
      <PortalLink href={pathOf(addDays(date, -1))} aria-label={t('previousDay')} prefetch={false}>
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
            <time dateTime={date}>{words}</time>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <DatePicker
            size="xs"
            value={date}
            defaultDate={date}
            maxDate={today}
            onChange={(chosen) => {
              setOpen(false);
              if (chosen !== null) router.push(pathOf(chosen.slice(0, 10)));
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <PortalLink
        href={pathOf(addDays(date, 1))}
        aria-label={t('nextDay')}
        aria-disabled={isLast}
        tabIndex={isLast ? -1 : undefined}
        prefetch={false}
      >
        <IconChevronRight size={16} />
      </PortalLink>
      <PortalLink
        href={`/people/${person}?month=${date.slice(0, 7)}`}
        className={styles['today']}
        title={t('monthHint')}
        prefetch={false}
      >
        {t('month')}
      </PortalLink>
      {isLast ? null : (
        <PortalLink href={pathOf(today)} className={styles['today']} prefetch={false}>
          {t('today')}
        </PortalLink>
      )}
    </nav>
  );
}
