'use client';

import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClockPause,
  IconCloudUpload,
  IconEyeOff,
  IconFileAlert,
  IconLock,
  IconPlayerPauseFilled,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import type { LaneView } from '../playback/day-snapshot.ts';
import { formatClock } from '../time/format-clock.ts';
import type { Absence } from '../words/explain-absence.ts';
import { gapTone } from '../words/gap-tone.ts';
import { AbsenceWords } from './absence-words.tsx';
import styles from './screens.module.css';

const ICONS = {
  pending: IconCloudUpload,
  'too-fresh': IconClockPause,
  missing: IconFileAlert,
  nothing: IconEyeOff,
} as const;
const GAP_ICONS = { neutral: IconLock, private: IconEyeOff, bad: IconAlertTriangle } as const;

function iconOf(absence: Absence): typeof IconLock {
  if (absence.kind !== 'gap') return ICONS[absence.kind];
  return absence.cause === 'paused' ? IconPlayerPauseFilled : GAP_ICONS[gapTone(absence.cause)];
}

function toneOf(absence: Absence): 'neutral' | 'private' | 'bad' {
  if (absence.kind === 'gap') return gapTone(absence.cause);
  return absence.kind === 'missing' ? 'bad' : 'neutral';
}

interface ScreenAbsenceProps {
  readonly view: Extract<LaneView, { kind: 'absent' }>;
}

/** Stands in place of the picture where there is none, and says why. */
export function ScreenAbsence({ view }: ScreenAbsenceProps) {
  const t = useTranslations('day.screen');
  const { player, zone } = useDayScope();
  const { absence, next } = view;
  const Icon = iconOf(absence);
  return (
    <div
      className={`${styles['cover']} ${styles['absence']}`}
      data-tone={toneOf(absence)}
      data-testid="absence"
    >
      <span className={styles['icon']} aria-hidden="true">
        <Icon size={20} />
      </span>
      <AbsenceWords absence={absence} />
      {next === null ? null : (
        <UnstyledButton className={styles['action'] ?? ''} onClick={() => player.seek(next)}>
          {t('goNext', { time: formatClock(zone, next, 'second') })}
        </UnstyledButton>
      )}
    </div>
  );
}
