'use client';

import { intervalAt } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelinePiece } from '../../../contract/people.ts';
import { BookmarkFlags } from '../bookmarks/bookmark-flags.tsx';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { FindMarks } from '../find/find-marks.tsx';
import { laneKey } from '../lanes/lane-key.ts';
import { SelectionOverlay } from '../selection/selection-overlay.tsx';
import { useThumbnails } from '../thumbnails/thumbnails-provider.tsx';
import { formatClock } from '../time/format-clock.ts';
import { usePieceWords, useShortPieceWords } from '../words/use-piece-words.ts';
import { GapStops } from './gap-stops.tsx';
import { HoverReadout } from './hover-readout.tsx';
import { lanesHeight, timelineHeight } from './layout.ts';
import { paintLanes } from './paint-lanes.ts';
import { paintRuler } from './paint-ruler.ts';
import { paintChanges, paintCovered, paintReviewed } from './paint-strips.ts';
import styles from './timeline.module.css';
import type { TimelinePalette } from './timeline-palette.ts';
import { useCanvas } from './use-canvas.ts';
import { type Hover, useTimelineGestures } from './use-timeline-gestures.ts';

/** The lanes and their ruler: painted on a canvas, and a slider to whoever can't see that. */
export function TimelineTrack({ isSelecting }: { readonly isSelecting: boolean }) {
  const t = useTranslations('day.timeline');
  const words = usePieceWords();
  const short = useShortPieceWords();
  const { day, zone, viewport, review } = useDayScope();
  const { lanes, now } = day;
  const { view } = viewport;
  const [hover, setHover] = useState<Hover | null>(null);
  const rows = useMemo(() => lanes.map(({ pieces }) => pieces), [lanes]);
  const covered = useMemo(() => lanes.map((lane) => lane.covered), [lanes]);
  const reviewed = useMemo(
    () =>
      lanes.map((lane) => ({
        watched: review.watched.get(laneKey(lane)) ?? [],
        marked: review.marked.get(laneKey(lane)) ?? [],
      })),
    [lanes, review],
  );
  const { index } = useThumbnails();
  const changes = useMemo(
    () => lanes.map((lane) => index.get(laneKey(lane)) ?? []),
    [lanes, index],
  );
  const height = timelineHeight(rows.length);
  const labels = useCallback(
    (piece: TimelinePiece) => [words(piece), short(piece)],
    [words, short],
  );
  const paint = useCallback(
    (pen: CanvasRenderingContext2D, width: number, palette: TimelinePalette) => {
      paintLanes(pen, { lanes: rows, view, width, now, palette, words: labels });
      paintReviewed(pen, { lanes: reviewed, view, width, palette });
      paintCovered(pen, { lanes: covered, view, width, palette });
      paintChanges(pen, { lanes: changes, view, width, palette });
      paintRuler(pen, { day: zone, view, width, rows: rows.length, now, palette });
    },
    [rows, reviewed, covered, changes, view, now, labels, zone],
  );
  const { boxRef, canvasRef, width } = useCanvas(height, paint);
  const surfaceRef = useRef<HTMLDivElement>(null);
  useSliderValue(surfaceRef);
  const gestures = useTimelineGestures({
    surfaceRef,
    width,
    isSelecting,
    onHover: setHover,
  });
  return (
    <div ref={boxRef} className={styles['track']} style={{ height }}>
      <div
        ref={surfaceRef}
        className={styles['surface']}
        role="slider"
        tabIndex={0}
        aria-label={t('slider')}
        aria-valuemin={0}
        aria-valuemax={Math.round((day.to - day.from) / 1_000_000)}
        aria-valuenow={0}
        data-testid="timeline"
        {...gestures}
      >
        <canvas ref={canvasRef} style={{ height }} />
      </div>
      <SelectionOverlay width={width} height={lanesHeight(rows.length)} />
      <FindMarks width={width} />
      <BookmarkFlags width={width} />
      <GapStops width={width} onHover={setHover} />
      <PlayheadLine width={width} height={height} />
      {hover === null ? null : <HoverReadout hover={hover} width={width} height={height} />}
    </div>
  );
}

/** Keeps the slider's value and its words at the playhead, once a second, without React. */
function useSliderValue(ref: RefObject<HTMLDivElement | null>): void {
  const t = useTranslations('day.timeline');
  const words = usePieceWords();
  const { day, zone, player } = useDayScope();
  useEffect(() => {
    let shown = -1;
    const show = (micros: number): void => {
      const second = Math.floor((micros - day.from) / 1_000_000);
      const element = ref.current;
      if (second === shown || element === null) return;
      shown = second;
      const piece = day.lanes
        .map((lane) => intervalAt(lane.pieces, micros))
        .find((found) => found !== null);
      const isCovered = day.lanes.some((lane) => intervalAt(lane.covered, micros) !== null);
      const told = piece === undefined ? t('nothing') : words(piece);
      const what = isCovered ? `${told}, ${t('covered')}` : told;
      element.setAttribute('aria-valuenow', String(second));
      element.setAttribute(
        'aria-valuetext',
        t('value', { time: formatClock(zone, micros, 'second'), what }),
      );
    };
    show(player.micros);
    return player.onMove.listen(show);
  }, [ref, t, words, day, zone, player]);
}

interface PlayheadProps {
  readonly width: number;
  readonly height: number;
}

/** Moves with the footage, 60 times a second, by style alone. */
function PlayheadLine({ width, height }: PlayheadProps) {
  const { zone, player, viewport } = useDayScope();
  const { view, follow } = viewport;
  const headRef = useRef<HTMLDivElement>(null);
  const textRef = useRef<HTMLElement>(null);
  useEffect(() => {
    const move = (micros: number): void => {
      const [head, text] = [headRef.current, textRef.current];
      if (head === null || text === null) return;
      const x = xOf(view, width, micros);
      head.hidden = x < -1 || x > width + 1;
      head.style.transform = `translateX(${x.toFixed(1)}px)`;
      const half = text.offsetWidth / 2;
      const shift = Math.max(0, half - x) - Math.max(0, x + half - width);
      text.style.transform = `translateX(calc(-50% + ${shift.toFixed(1)}px))`;
      const words = formatClock(zone, micros, 'second');
      if (text.textContent !== words) text.textContent = words;
      if (head.hidden && player.snapshot.mode !== 'paused') follow(micros);
    };
    move(player.micros);
    return player.onMove.listen(move);
  }, [view, width, zone, player, follow]);
  return (
    <div
      ref={headRef}
      className={styles['head']}
      style={{ height: height + 3 }}
      data-testid="playhead"
      aria-hidden="true"
    >
      <b ref={textRef} />
    </div>
  );
}
