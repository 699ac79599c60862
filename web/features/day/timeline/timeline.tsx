'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { mergeIntervals } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { microsAt, xOf } from '../context/viewport.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { ProgramLanes } from '../programs/program-lanes.tsx';
import { gapTone } from '../words/gap-tone.ts';
import styles from './timeline.module.css';
import type { TimelinePalette } from './timeline-palette.ts';
import { TimelineTrack } from './timeline-track.tsx';
import { useCanvas } from './use-canvas.ts';

/** The day in lanes, one for each display, over a ruler in the person's zone. */
export function Timeline({ isSelecting }: { readonly isSelecting: boolean }) {
  const t = useTranslations('day.timeline');
  const { day, focus } = useDayScope();
  const names = useLaneNames(day.lanes);
  return (
    <section className={styles['timeline']} aria-label={t('label')}>
      <span className={styles['caption']}>{t('overview')}</span>
      <DayOverview />
      <div className={styles['names']}>
        {day.lanes.map((lane) => {
          const key = laneKey(lane);
          return (
            <span
              key={key}
              className={styles['name']}
              data-dimmed={focus !== null && focus !== key}
              title={`${lane.display} · ${lane.hostname}`}
            >
              {names.get(key)}
            </span>
          );
        })}
        <TimelineLegend />
      </div>
      <TimelineTrack isSelecting={isSelecting} />
      <ProgramLanes />
    </section>
  );
}

const TONES = ['neutral', 'private', 'bad'] as const;

/** What the colours and hatchings stand for. */
function TimelineLegend() {
  const t = useTranslations('day.timeline');
  const [isOpen, setOpen] = useState(false);
  useEscape(isOpen, () => setOpen(false));
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" shadow="md" returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles['legendButton'] ?? ''} onClick={() => setOpen(!isOpen)}>
          {t('legend')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles['legend']}>
          <div>
            <i data-kind="span" />
            {t('span')}
          </div>
          <div>
            <i data-kind="pending" />
            {t('pending')}
          </div>
          <div>
            <i data-kind="changes" />
            {t('changes')}
          </div>
          <div>
            <i data-kind="covered" />
            {t('covered')}
          </div>
          <div>
            <i data-kind="watched" />
            {t('watched')}
          </div>
          <div>
            <i data-kind="reviewed" />
            {t('reviewed')}
          </div>
          {TONES.map((tone) => (
            <div key={tone}>
              <i data-tone={tone} />
              {t(tone)}
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Wherever the focus is: the popover itself hears only keys that are pressed inside it. */
function useEscape(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // The chosen stretch, which Escape would clear too, stays.
      event.preventDefault();
      close();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  });
}

const HEIGHT = 14;

/** The whole day in small, with the part that the lanes show; drag it to pan. */
function DayOverview() {
  const { day, viewport } = useDayScope();
  const { lanes, from, to } = day;
  const whole = useMemo(() => ({ from, to }), [from, to]);
  const paint = useCallback(
    (pen: CanvasRenderingContext2D, width: number, palette: TimelinePalette) => {
      const bar = (start: number, end: number, fill: string): void => {
        pen.fillStyle = fill;
        const x = xOf(whole, width, start);
        pen.fillRect(x, 3, Math.max(1, xOf(whole, width, end) - x), HEIGHT - 6);
      };
      bar(whole.from, whole.to, palette.lane);
      const pieces = lanes.flatMap((lane) => lane.pieces);
      for (const piece of pieces) {
        if (piece.kind === 'gap') bar(piece.from, piece.to, palette.gap[gapTone(piece.cause)].soft);
      }
      for (const span of mergeIntervals(pieces.filter(({ kind }) => kind === 'span'))) {
        bar(span.from, span.to, palette.span);
      }
    },
    [lanes, whole],
  );
  const { boxRef, canvasRef, width } = useCanvas(HEIGHT, paint);
  const { view, centre } = viewport;
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left } = event.currentTarget.getBoundingClientRect();
    centre(microsAt(whole, width, event.clientX - left));
  };
  const isWhole = view.to - view.from >= to - from;
  return (
    <div
      ref={boxRef}
      className={styles['overview']}
      onPointerDown={drag}
      onPointerMove={drag}
      aria-hidden="true"
    >
      <canvas ref={canvasRef} />
      <div
        className={styles['window']}
        data-whole={isWhole}
        style={{
          left: `${xOf(whole, 100, view.from)}%`,
          width: `${((view.to - view.from) / (to - from)) * 100}%`,
        }}
      />
    </div>
  );
}
