'use client';

import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Lane } from '../../../contract/people.ts';
import { RequestNumber } from '../../errors/request-number.tsx';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { LaneView } from '../playback/lane-view.ts';
import { ArchiveDown } from './archive-down.tsx';
import { FrozenFootage } from './frozen-footage.tsx';
import { ScreenAbsence } from './screen-absence.tsx';
import styles from './screens.module.css';

interface ScreenCoverProps {
  readonly lane: Lane;
  readonly view: LaneView;
}

/** What lies over the picture: waiting, absence or failure, in words. */
export function ScreenCover({ lane, view }: ScreenCoverProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { player } = useDayScope();
  if (view.kind === 'absent') return <ScreenAbsence view={view} />;
  if (view.kind === 'failed') {
    return (
      <div className={styles['cover']} data-tone="bad" role="alert">
        <span className={styles['icon']} aria-hidden="true">
          <IconAlertTriangle size={20} />
        </span>
        <strong className={styles['what']}>{t('day.screen.failed')}</strong>
        <span className={styles['more']}>{words(view.error)}</span>
        <RequestNumber error={view.error} />
        <UnstyledButton
          className={styles['action'] ?? ''}
          onClick={() => player.retry(laneKey(lane))}
        >
          {t('common.retry')}
        </UnstyledButton>
      </div>
    );
  }
  if (view.kind === 'picture' && !view.isBuffering) return null;
  const { trouble } = view;
  if (trouble?.kind === 'archive-down') return <ArchiveDown retryAt={trouble.retryAt} />;
  if (trouble?.kind === 'frozen') return <FrozenFootage lane={lane} frozen={trouble} />;
  const usual = view.kind === 'loading' ? 'day.screen.loading' : 'day.screen.buffering';
  return (
    <span className={styles['spinner']} role="status">
      <i aria-hidden="true" />
      {t(trouble === null ? usual : 'day.screen.readingBack')}
    </span>
  );
}
