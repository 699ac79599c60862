'use client';

import { CloseButton } from '@mantine/core';
import { IconArrowBounce, IconCircleCheck, IconShieldExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import type { Notice } from '../playback/day-snapshot.ts';
import { useNoticeWords } from '../words/use-notice-words.ts';
import styles from './notice-bar.module.css';

const SHOWN_MS = 9_000;

function iconOf({ kind }: Notice): typeof IconArrowBounce {
  if (kind === 'unlogged' || kind === 'unreadable') return IconShieldExclamation;
  return kind === 'at-end' || kind === 'day-over' || kind === 'live'
    ? IconCircleCheck
    : IconArrowBounce;
}

/** Says where the clock jumped and why; heard by screen readers, gone after a while. */
export function NoticeBar() {
  const t = useTranslations('common');
  const scope = useDayScope();
  const { player } = scope;
  const { notice } = useSnapshot(player);
  const words = useNoticeWords(scope);
  const stays = notice?.kind === 'unlogged' || notice?.kind === 'live';
  useEffect(() => {
    if (notice === null || stays) return;
    const timer = setTimeout(() => player.dismissNotice(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, stays, player]);
  const Icon = notice === null ? null : iconOf(notice);
  return (
    <div className={styles['place']} role="status" aria-live="polite" data-testid="notice">
      {notice === null || Icon === null ? null : (
        <div
          className={styles['notice']}
          data-tone={notice.kind === 'unlogged' || notice.kind === 'unreadable' ? 'bad' : 'plain'}
        >
          <Icon size={17} aria-hidden="true" />
          <span>{words(notice)}</span>
          <CloseButton size="sm" aria-label={t('close')} onClick={() => player.dismissNotice()} />
        </div>
      )}
    </div>
  );
}
