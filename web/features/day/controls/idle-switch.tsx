'use client';

import { Popover, SegmentedControl, Stack, Switch, UnstyledButton } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { IDLE_CHOICES } from '../pace/pacing.ts';
import styles from './controls.module.css';

/** Whether stretches in which nothing happens are skipped, and from what length on. */
export function IdleSwitch() {
  const t = useTranslations('day.pace');
  const { duration } = useDuration();
  const { player } = useDayScope();
  const { skipsIdle, idleMicros } = useSnapshot(player).pacing;
  return (
    <Popover position="top" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${styles['button']} ${styles['single']}`}
          aria-pressed={skipsIdle}
          title={`${t('skipIdle')} (S)`}
        >
          <IconPlayerTrackNext size={16} aria-hidden="true" />
          {t('idle')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={10}>
          <Switch
            label={t('skipIdle')}
            checked={skipsIdle}
            onChange={(event) => player.setPacing({ skipsIdle: event.currentTarget.checked })}
            data-autofocus
          />
          <small className={styles['hint']}>{t('skipHint')}</small>
          <SegmentedControl
            size="xs"
            aria-label={t('longerThan')}
            value={String(idleMicros)}
            onChange={(value) => player.setPacing({ skipsIdle: true, idleMicros: Number(value) })}
            data={IDLE_CHOICES.map((micros) => ({
              value: String(micros),
              label: duration(micros),
            }))}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
