'use client';

import { ActionIcon, Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import {
  IconChevronLeft,
  IconChevronRight,
  IconLayoutSidebarRight,
  IconLayoutSidebarRightCollapse,
} from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { InitialsAvatar } from '../../../components/initials-avatar.tsx';
import { PortalLink } from '../../../components/leaving/portal-link.tsx';
import type { PersonDay } from '../../../contract/people.ts';
import { addDays, localDate } from '../time/local-date.ts';
import styles from './day-header.module.css';
import { PurposeInForce } from './purpose-in-force.tsx';

interface DayHeaderProps {
  readonly day: PersonDay;
  /** Absent where there is no panel. */
  readonly panel?: { readonly isOpen: boolean; readonly toggle: () => void };
}

export function DayHeader({ day, panel }: DayHeaderProps) {
  const t = useTranslations('day');
  const { person, lanes } = day;
  const hosts = [...new Set(lanes.map(({ hostname }) => hostname))].join(', ');
  const displays = lanes.length === 0 ? '' : t('displays', { count: lanes.length });
  return (
    <header className={styles['header']}>
      <InitialsAvatar name={person.name} size={32} />
      <div className={styles['who']}>
        <h1>{person.name}</h1>
        <span>{[person.login, hosts, displays].filter(Boolean).join(' · ')}</span>
      </div>
      <DateNavigator person={person.id} date={day.date} timeZone={person.timeZone} now={day.now} />
      <span className={styles['grow']} />
      {day.rights.includes('watch') && !day.isSelf ? <PurposeInForce day={day} /> : null}
      {panel === undefined ? null : <PanelToggle {...panel} />}
    </header>
  );
}

interface PanelToggleProps {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function PanelToggle({ isOpen, toggle }: PanelToggleProps) {
  const t = useTranslations('day');
  const Icon = isOpen ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRight;
  const label = t(isOpen ? 'hidePanel' : 'showPanel');
  return (
    <Tooltip label={label}>
      <ActionIcon onClick={toggle} aria-label={label} aria-expanded={isOpen}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

interface DateNavigatorProps {
  readonly person: string;
  readonly date: string;
  readonly timeZone: string;
  readonly now: number;
}

/** One day back and forth, any day by calendar, and today, all in the person's zone. */
function DateNavigator({ person, date, timeZone, now }: DateNavigatorProps) {
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
