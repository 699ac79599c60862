'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import styles from './controls.module.css';

/** All displays or one of them; nothing to choose where there is only one. */
export function FocusSwitch() {
  const t = useTranslations('day.screen');
  const { day, focus, setFocus } = useDayScope();
  const names = useLaneNames(day.lanes);
  if (day.lanes.length < 2) return null;
  return (
    <fieldset className={styles['cluster']} aria-label={t('focus')}>
      <UnstyledButton
        className={styles['button'] ?? ''}
        aria-pressed={focus === null}
        onClick={() => setFocus(null)}
        title={`${t('allHint')} (F)`}
      >
        {t('all')}
      </UnstyledButton>
      {day.lanes.map((lane, index) => {
        const key = laneKey(lane);
        return (
          <UnstyledButton
            key={key}
            className={styles['button'] ?? ''}
            aria-pressed={focus === key}
            aria-label={names.get(key)}
            onClick={() => setFocus(key)}
            title={`${names.get(key)} (F)`}
          >
            {index + 1}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
