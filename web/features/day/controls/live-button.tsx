'use client';

import { UnstyledButton } from '@mantine/core';
import { IconAccessPoint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import styles from './controls.module.css';

/** A device that was not heard of for so long records nothing that could be followed. µs */
const FRESH_MICROS = 5 * 60_000_000;

/** Follows a recording as it runs, for who may; the person is shown that. */
export function LiveButton() {
  const t = useTranslations('day.player');
  const { day, player, can } = useDayScope();
  const { isLive, isWaiting } = useSnapshot(player);
  const last = Math.max(...day.lanes.flatMap(({ pieces }) => pieces.at(-1)?.to ?? 0));
  const isRunning = day.now < day.to && day.now - last < FRESH_MICROS;
  if (!can('live') || !(isRunning || isLive)) return null;
  return (
    <UnstyledButton
      className={`${styles['button']} ${styles['single']} ${styles['live']}`}
      aria-pressed={isLive}
      data-waiting={isWaiting}
      onClick={() => (isLive ? player.pause(null) : player.followLive())}
      title={t('liveHint', { name: day.person.name })}
    >
      <IconAccessPoint size={16} aria-hidden="true" />
      {t('live')}
    </UnstyledButton>
  );
}
