'use client';

import { UnstyledButton } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { SPEEDS } from '../pace/pacing.ts';
import styles from './controls.module.css';

export function SpeedSwitch() {
  const t = useTranslations('day.player');
  const { player } = useDayScope();
  const { speed, rate, pacing } = useSnapshot(player);
  const { duration } = useDuration();
  const { budget } = pacing;
  const isPlanned = budget !== null;
  return (
    <fieldset className={styles['cluster']} aria-label={t('speed')}>
      {SPEEDS.map((choice) => (
        <UnstyledButton
          key={choice}
          className={styles['button'] ?? ''}
          aria-pressed={!isPlanned && choice === speed}
          onClick={() => player.setSpeed(choice)}
          title={`${t('speed')} ${choice}× ([ ])`}
        >
          {choice}×
        </UnstyledButton>
      ))}
      {budget === null ? null : (
        <span
          className={`${styles['button']} ${styles['budget']}`}
          title={t('withinTime', { duration: duration(budget.time) })}
        >
          <IconClockPlay size={14} aria-hidden="true" />
          {duration(budget.time)}
        </span>
      )}
      {isPlanned ? (
        <output className={`${styles['button']} ${styles['rate']}`} title={t('planned')}>
          {rate.toFixed(1)}×
        </output>
      ) : null}
    </fieldset>
  );
}
