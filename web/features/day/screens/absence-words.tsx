'use client';

import { useTranslations } from 'next-intl';
import { NOT_FOUND } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import type { Absence, GapAbsence } from '../words/explain-absence.ts';
import styles from './screens.module.css';

const WITHOUT_FOOTAGE = {
  pending: 'pending',
  missing: 'missing',
  'too-fresh': 'tooFresh',
} as const;

/** The cause, its stretch, and what else is known. */
export function AbsenceWords({ absence }: { readonly absence: Absence }) {
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
