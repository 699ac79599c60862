'use client';

import { intervalAt } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { microsAt } from '../context/viewport.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { HoverThumbnail } from '../thumbnails/hover-thumbnail.tsx';
import { entryAt } from '../thumbnails/thumbnail-index.ts';
import thumbnails from '../thumbnails/thumbnails.module.css';
import { useThumbnails } from '../thumbnails/thumbnails-provider.tsx';
import { formatClock } from '../time/format-clock.ts';
import { gapTone } from '../words/gap-tone.ts';
import { usePieceWords } from '../words/use-piece-words.ts';
import { RULER_HEIGHT } from './layout.ts';
import styles from './timeline.module.css';
import type { Hover } from './use-timeline-gestures.ts';

interface HoverReadoutProps {
  readonly hover: Hover;
  readonly width: number;
  readonly height: number;
}

const HALF_WIDTH = 132;
const FINE_MICROS = 600_000_000;

/** The exact time under the pointer, and what is there on that lane. */
export function HoverReadout({ hover, width, height }: HoverReadoutProps) {
  const t = useTranslations('day.timeline');
  const words = usePieceWords();
  const { duration } = useDuration();
  const { day, zone, viewport } = useDayScope();
  const { view } = viewport;
  const [boxRef, lift] = useLift();
  const micros = microsAt(view, width, hover.x);
  const lane = day.lanes[hover.row];
  const piece = intervalAt(lane?.pieces ?? [], micros);
  const isFine = view.to - view.from < FINE_MICROS;
  const nothing = micros > day.now ? t('future') : t('nothing');
  const stretch = piece && {
    from: formatClock(zone, piece.from, 'second'),
    to: formatClock(zone, piece.to, 'second'),
    duration: duration(piece.to - piece.from),
  };
  return (
    <>
      <div className={styles['hair']} style={{ left: hover.x, height: height - RULER_HEIGHT }} />
      <div
        ref={boxRef}
        className={styles['readout']}
        style={{
          left: Math.min(Math.max(hover.x, HALF_WIDTH), width - HALF_WIDTH),
          bottom: `calc(100% + ${lift}px)`,
        }}
        data-testid="hover-readout"
      >
        <HoverThumbnail row={hover.row} micros={micros} />
        <time data-testid="hover-time">
          {formatClock(zone, micros, isFine ? 'tenth' : 'second')}
        </time>
        <span data-tone={piece?.kind === 'gap' ? gapTone(piece.cause) : undefined}>
          {piece === null ? nothing : words(piece)}
        </span>
        {stretch === null ? null : <span>{t('hover', stretch)}</span>}
        {intervalAt(lane?.covered ?? [], micros) === null ? null : (
          <span data-tone="private">{t('covered')}</span>
        )}
        <ChangeLine row={hover.row} micros={micros} />
      </div>
    </>
  );
}

const FREE_PX = 6;

/** How far above the timeline the footer ends, whose controls the readout must leave in sight. */
function useLift(): readonly [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [lift, setLift] = useState(0);
  useLayoutEffect(() => {
    const [footer, track] = [ref.current?.closest('footer'), ref.current?.parentElement];
    if (!footer || !track) return;
    setLift(track.getBoundingClientRect().top - footer.getBoundingClientRect().top + FREE_PX);
  }, []);
  return [ref, lift];
}

interface ChangeLineProps {
  /** Number of the lane, from the top. */
  readonly row: number;
  readonly micros: number;
}

/** How much the screen changed around a moment, in words. */
function ChangeLine({ row, micros }: ChangeLineProps) {
  const t = useTranslations('day.thumbnails');
  const { day } = useDayScope();
  const { index } = useThumbnails();
  const lane = day.lanes[row];
  const change = lane === undefined ? null : entryAt(index, laneKey(lane), micros)?.change;
  if (change === null || change === undefined) return null;
  return (
    <span className={thumbnails['change']}>
      <i aria-hidden="true">
        <b style={{ width: `${change}%` }} />
      </i>
      {t(describeChange(change))}
    </span>
  );
}

/** Which words say how much a screen changed, of 100. */
function describeChange(change: number): 'still' | 'little' | 'some' | 'much' {
  if (change < 5) return 'still';
  if (change < 35) return 'little';
  return change < 65 ? 'some' : 'much';
}
