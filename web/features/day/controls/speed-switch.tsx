'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../day-context.ts';
import { SPEEDS } from '../playback/speeds.ts';
import { useSnapshot } from '../use-snapshot.ts';
import styles from './controls.module.css';

export function SpeedSwitch() {
  const t = useTranslations('day.player');
  const { player } = useDayScope();
  const { speed, rate, pacing } = useSnapshot(player);
  const isPlanned = pacing.budget !== null;
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
      {isPlanned ? (
        <output className={`${styles['button']} ${styles['rate']}`} title={t('planned')}>
          {rate.toFixed(1)}×
        </output>
      ) : null}
    </fieldset>
  );
}
