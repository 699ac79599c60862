'use client';

import { Button, CloseButton, CopyButton } from '@mantine/core';
import {
  IconBookmark,
  IconBriefcase,
  IconCheck,
  IconCircleCheck,
  IconDeviceTv,
  IconEyeCheck,
  IconLink,
  IconPlayerPlay,
  IconZoomInArea,
} from '@tabler/icons-react';
import type { Interval } from '@workcompanion/core/footage/interval';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { BookmarkKind } from '../../../contract/bookmarks.ts';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { BudgetMenu } from '../controls/budget-menu.tsx';
import { ReviewBar } from '../review/review-bar.tsx';
import { formatClock } from '../time/format-clock.ts';
import { focusToParam, formatDayUrl } from '../url/day-url-state.ts';
import styles from './selection.module.css';

const PlayerLinkModal = dynamic(() =>
  import('./player-link-modal.tsx').then((loaded) => loaded.PlayerLinkModal),
);

interface SelectionBarProps {
  readonly onBookmark: () => void;
  readonly onCase: () => void;
  readonly onReviewed: (kind: BookmarkKind) => void;
}

/** What can be done with the chosen stretch; without one, how far the day was gone through. */
export function SelectionBar({ onBookmark, onCase, onReviewed }: SelectionBarProps) {
  const t = useTranslations('day.selection');
  const { duration } = useDuration();
  const { day, zone, player, viewport, selection, can } = useDayScope();
  const linkTo = useStretchLink();
  const { stretch } = selection;
  if (stretch === null) return <ReviewBar />;
  return (
    <section className={styles['bar']} aria-label={t('title')} data-testid="selection">
      <span className={styles['stretch']}>
        <time>{formatClock(zone, stretch.from, 'second')}</time>
        {' – '}
        <time>{formatClock(zone, stretch.to, 'second')}</time>
        <small>{duration(stretch.to - stretch.from)}</small>
      </span>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
        onClick={() => player.playStretch(stretch)}
      >
        {t('play')}
      </Button>
      <BudgetMenu stretch={stretch} />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconZoomInArea size={14} aria-hidden="true" />}
        onClick={() => viewport.show(stretch)}
      >
        {t('zoom')}
      </Button>
      {can('watch') ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconBookmark size={14} aria-hidden="true" />}
          onClick={onBookmark}
        >
          {t('bookmark')}
        </Button>
      ) : null}
      {can('export') ? <CaseButton onPress={onCase} /> : null}
      {can('export') && can('watch') ? <PlayerButton stretch={stretch} /> : null}
      {can('watch') && !day.isSelf ? <ReviewMarks onMark={onReviewed} /> : null}
      <CopyButton value={linkTo(stretch)} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={
              copied ? (
                <IconCheck size={14} aria-hidden="true" />
              ) : (
                <IconLink size={14} aria-hidden="true" />
              )
            }
            onClick={copy}
          >
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
      <span className={styles['grow']} />
      <CloseButton
        size="sm"
        aria-label={t('clear')}
        title={`${t('clear')} (Esc)`}
        onClick={selection.clear}
      />
    </section>
  );
}

/** What says that somebody has gone through it. */
function ReviewMarks({ onMark }: { readonly onMark: SelectionBarProps['onReviewed'] }) {
  const t = useTranslations('day.review');
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconEyeCheck size={14} aria-hidden="true" />}
        title={`${t('seenHint')} (V)`}
        onClick={() => onMark('seen')}
      >
        {t('seen')}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCircleCheck size={14} aria-hidden="true" />}
        title={`${t('nothingFoundHint')} (X)`}
        onClick={() => onMark('nothing-found')}
      >
        {t('nothingFound')}
      </Button>
    </>
  );
}

/** For players outside the browser. */
function PlayerButton({ stretch }: { readonly stretch: Interval }) {
  const t = useTranslations('day.playerLink');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconDeviceTv size={14} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {isOpen ? <PlayerLinkModal stretch={stretch} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CaseButton({ onPress }: { readonly onPress: () => void }) {
  const t = useTranslations('cases.clip');
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconBriefcase size={14} aria-hidden="true" />}
      onClick={onPress}
    >
      {t('add')}
    </Button>
  );
}

/** The address that opens a stretch, at its beginning and chosen. */
function useStretchLink(): (stretch: Interval) => string {
  const { day, zone, focus } = useDayScope();
  return useCallback(
    (stretch: Interval) => {
      const state = {
        micros: stretch.from,
        focus: focusToParam(day.lanes, focus),
        zoomMicros: null,
        speed: null,
        isPlaying: false,
        stretch,
      };
      const { origin, pathname } = window.location;
      return `${origin}${pathname}?${formatDayUrl(new URLSearchParams(), state, zone)}`;
    },
    [day.lanes, zone, focus],
  );
}
