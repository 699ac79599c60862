'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight, IconLayoutSidebarRightCollapse } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../../components/initials-avatar.tsx';
import type { PersonDay } from '../../../contract/people.ts';
import { DateNavigator } from './date-navigator.tsx';
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
      <DateNavigator day={day} />
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
