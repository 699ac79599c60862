'use client';

import { useTranslations } from 'next-intl';
import type { PersonSummary } from '../../contract/people.ts';
import { gapTone } from '../day/words/gap-tone.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './day-strip.module.css';

interface DayStripProps {
  readonly name: string;
  readonly today: PersonSummary['today'];
  readonly now: number | null;
}

/** A person's present day in miniature, midnight to midnight. */
export function DayStrip({ name, today, now }: DayStripProps) {
  const t = useTranslations('people');
  const { duration } = useDuration();
  const { from, to, pieces, recordedMicros } = today;
  const percent = (micros: number): string => `${((micros - from) / (to - from)) * 100}%`;
  const label =
    pieces.length === 0
      ? t('stripEmpty')
      : t('stripLabel', { name, recorded: duration(recordedMicros) });
  return (
    <div className={styles['strip']} role="img" aria-label={label}>
      {pieces.map((piece) => (
        <i
          key={`${piece.kind}${piece.from}`}
          className={styles['piece']}
          data-kind={piece.kind}
          data-tone={piece.kind === 'gap' ? gapTone(piece.cause) : undefined}
          style={{ left: percent(piece.from), width: percent(from + piece.to - piece.from) }}
        />
      ))}
      {now === null || now > to ? null : (
        <i className={styles['now']} style={{ left: percent(now) }} />
      )}
    </div>
  );
}
