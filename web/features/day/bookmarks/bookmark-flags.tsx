'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { UNKNOWN } from '../../../contract/told.ts';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { isReviewMark } from '../review/review-of.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './bookmarks.module.css';

/** Flags above the lanes, and how far each reaches; a press goes there. */
export function BookmarkFlags({ width }: { readonly width: number }) {
  const t = useTranslations('day.bookmarks');
  const { zone, player, viewport, bookmarks, selection } = useDayScope();
  const { view } = viewport;
  const inView = bookmarks.filter(
    (bookmark) => !isReviewMark(bookmark) && bookmark.to >= view.from && bookmark.from <= view.to,
  );
  if (width === 0) return null;
  return (
    <>
      {inView.map(({ id, from, to, kind, note, userName }) => {
        const left = Math.max(0, xOf(view, width, from));
        const right = Math.min(width, xOf(view, width, to));
        const time = formatClock(zone, from, 'second');
        const words = note === '' ? t(`kinds.${kind === UNKNOWN ? 'note' : kind}`) : note;
        return (
          <Tooltip key={id} label={`${time} · ${words} (${userName})`} multiline maw={320}>
            <UnstyledButton
              className={styles['flag'] ?? ''}
              style={{ left, width: Math.max(2, right - left) }}
              aria-label={t('goTo', { time, note: words })}
              data-testid="bookmark-flag"
              onPointerDown={(event) => event.stopPropagation()}
              onClick={() => {
                player.seek(from);
                if (to > from) selection.choose(from, to);
              }}
            />
          </Tooltip>
        );
      })}
    </>
  );
}
