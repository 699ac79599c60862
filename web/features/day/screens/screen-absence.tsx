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
import { NOT_FOUND } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import type { LaneView } from '../playback/lane-view.ts';
import { formatClock } from '../time/format-clock.ts';
import type { Absence, GapAbsence } from '../words/absence-at.ts';
import { gapTone } from '../words/gap-tone.ts';
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

const WITHOUT_FOOTAGE = {
  pending: 'pending',
  missing: 'missing',
  'too-fresh': 'tooFresh',
} as const;

/** The cause, its stretch, and what else is known. */
function AbsenceWords({ absence }: { readonly absence: Absence }) {
  const t = useTranslations();
  const { zone, day } = useDayScope();
  const clock = (micros: number): string => formatClock(zone, micros, 'second');
  if (absence.kind === 'nothing') {
    const { from, to } = absence;
    return (
      <>
        <strong className={styles['what']}>{t('day.screen.nothing')}</strong>
        <span className={styles['more']}>
          {to !== null
            ? t('day.screen.nothingBefore', { time: clock(to) })
            : from !== null
              ? t('day.screen.nothingAfter', { time: clock(from) })
              : t('day.screen.nothingElse')}
        </span>
      </>
    );
  }
  const { kind } = absence;
  const what =
    kind === 'gap' ? t(`gaps.${absence.cause}`) : t(`day.screen.${WITHOUT_FOOTAGE[kind]}`);
  return (
    <>
      <strong className={styles['what']}>{what}</strong>
      <span className={styles['when']}>
        {t('day.screen.stretch', { from: clock(absence.from), to: clock(absence.to) })}
      </span>
      {kind !== 'gap' ? (
        <span className={styles['more']}>
          {t(`day.screen.${WITHOUT_FOOTAGE[kind]}Text`, { minutes: day.delayMinutes ?? 0 })}
        </span>
      ) : (
        <GapMore absence={absence} />
      )}
    </>
  );
}

function GapMore({ absence: { cause, note } }: { readonly absence: GapAbsence }) {
  const t = useTranslations('day.screen');
  const more =
    cause === NOT_FOUND ? t('notFoundText') : note === null ? null : t('reason', { note });
  return more === null ? null : <span className={styles['more']}>{more}</span>;
}
