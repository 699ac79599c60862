'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconEye,
  IconEyeOff,
  IconLayoutSidebarRight,
  IconLayoutSidebarRightCollapse,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../../components/initials-avatar.tsx';
import type { PersonDay } from '../../../contract/people.ts';
import { useDates } from '../../format/use-dates.ts';
import { DateNavigator } from './date-navigator.tsx';
import styles from './day-header.module.css';

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
      {day.rights.includes('watch') ? <SeesView day={day} /> : null}
      {panel === undefined ? null : <PanelToggle {...panel} />}
    </header>
  );
}

/** Who is told of this view, and when. */
function SeesView({ day: { person, purpose, now } }: Pick<DayHeaderProps, 'day'>) {
  const t = useTranslations('day');
  const dates = useDates(person.timeZone);
  const until = purpose.current?.undisclosedUntil ?? null;
  const isHidden = until !== null && until > now;
  const words = { name: person.name, date: isHidden ? dates.day(until) : '' };
  return (
    <Tooltip label={t(isHidden ? 'seesLaterHint' : 'seesHint', words)} multiline w={280}>
      <span className={styles['sees']}>
        {isHidden ? (
          <IconEyeOff size={15} aria-hidden="true" />
        ) : (
          <IconEye size={15} aria-hidden="true" />
        )}
        {t(isHidden ? 'seesLater' : 'sees', words)}
      </span>
    </Tooltip>
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
