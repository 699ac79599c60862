'use client';

import { Tooltip } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { intervalAt } from '../time/interval.ts';
import styles from './screens.module.css';

/** Said of a picture in which the policy had windows painted over. */
export function CoveredMark({ lane }: { readonly lane: Lane }) {
  const t = useTranslations('day.screen');
  const { player } = useDayScope();
  const [isCovered, setCovered] = useState(false);
  const key = laneKey(lane);
  const { covered } = lane;
  useEffect(
    () =>
      player.onFrame.listen((shown, micros) => {
        if (shown === key) setCovered(intervalAt(covered, micros) !== null);
      }),
    [player, key, covered],
  );
  if (!isCovered) return null;
  return (
    <Tooltip
      label={t('coveredHint')}
      multiline
      w={260}
      events={{ hover: true, focus: false, touch: true }}
    >
      <span className={styles['covered']}>
        <IconEyeOff size={14} aria-hidden="true" />
        {t('covered')}
      </span>
    </Tooltip>
  );
}
