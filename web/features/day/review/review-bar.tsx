import { Button } from '@mantine/core';
import { IconArrowRightCircle } from '@tabler/icons-react';
import { coveredMicros } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { type DayScope, useDayScope } from '../context/day-context.ts';
import styles from './review.module.css';
import { nextUnreviewed } from './review-of.ts';

/** How much of the day was gone through, and the way to what was not. */
export function ReviewBar() {
  const t = useTranslations('day.review');
  const { duration } = useDuration();
  const scope = useDayScope();
  const { day, can, review } = scope;
  if (!can('watch') || day.isSelf) return <p className={styles['hint']}>{t('hint')}</p>;
  const { unreviewed, footageMicros } = review;
  const left = coveredMicros(unreviewed, day);
  const done = Math.max(0, footageMicros - left);
  const isDone = unreviewed.length === 0;
  return (
    <section className={styles['bar']} aria-label={t('title')} data-testid="review">
      <progress
        className={styles['progress']}
        value={isDone ? 1 : done}
        max={isDone ? 1 : footageMicros}
        aria-label={t('title')}
      />
      <span>
        {isDone ? t('all') : t('share', { done: duration(done), of: duration(footageMicros) })}
      </span>
      {isDone ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowRightCircle size={14} aria-hidden="true" />}
          title={`${t('next')} (U)`}
          onClick={() => goToUnreviewed(scope)}
        >
          {t('next')}
        </Button>
      )}
      <span className={styles['hint']}>{t('hint')}</span>
    </section>
  );
}

/** Chooses the next stretch that is left, after the chosen one or the playhead, and goes there. */
export function goToUnreviewed({ player, selection, viewport, review }: DayScope): void {
  const next = nextUnreviewed(review.unreviewed, selection.stretch?.to ?? player.micros);
  if (next === null) return;
  selection.choose(next.from, next.to);
  player.seek(next.from);
  if (next.from < viewport.view.from || next.to > viewport.view.to) viewport.centre(next.from);
}
