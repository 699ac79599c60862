'use client';

import { intervalAt } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { Fragment, type PointerEvent, useCallback, useState } from 'react';
import type { ProgramLane } from '../../../contract/programs.ts';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { microsAt, xOf } from '../context/viewport.ts';
import { computerNames } from '../lanes/use-lane-names.ts';
import { formatClock } from '../time/format-clock.ts';
import timeline from '../timeline/timeline.module.css';
import type { TimelinePalette } from '../timeline/timeline-palette.ts';
import { useCanvas } from '../timeline/use-canvas.ts';
import { ProgramStops } from './program-stops.tsx';
import styles from './programs.module.css';
import { programColour, programName } from './programs.ts';
import { usePrograms } from './programs-provider.tsx';

/** Under the displays: which program was in front, a lane for each computer. */
export function ProgramLanes() {
  const t = useTranslations('day.programs');
  const { day } = useDayScope();
  const { lanes } = usePrograms();
  const names = computerNames(day.lanes);
  return lanes.map((lane) => (
    <Fragment key={lane.device}>
      <span className={timeline['caption']}>
        {lanes.length === 1 ? t('title') : t('onComputer', { name: names.get(lane.device) ?? '' })}
      </span>
      <Lane lane={lane} />
    </Fragment>
  ));
}

const HEIGHT = 16;
const DIMMED = 0.15;
const HALF_READOUT = 130;

function Lane({ lane }: { readonly lane: ProgramLane }) {
  const { viewport, player } = useDayScope();
  const { chosen } = usePrograms();
  const { view } = viewport;
  const [x, setX] = useState<number | null>(null);
  const paint = useCallback(
    (pen: CanvasRenderingContext2D, width: number, palette: TimelinePalette) => {
      pen.fillStyle = palette.lane;
      pen.fillRect(0, 0, width, HEIGHT);
      for (const { from, to, program } of lane.uses) {
        if (program === null || to < view.from || from > view.to) continue;
        const left = Math.max(0, xOf(view, width, from));
        const right = Math.min(width, xOf(view, width, to));
        pen.fillStyle = programColour(program);
        pen.globalAlpha = chosen === null || chosen === program ? 1 : DIMMED;
        pen.fillRect(left, 0, Math.max(1, right - left), HEIGHT);
      }
      pen.globalAlpha = 1;
    },
    [lane, view, chosen],
  );
  const { boxRef, canvasRef, width } = useCanvas(HEIGHT, paint);
  const pointAt = (event: PointerEvent<HTMLDivElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  return (
    <div ref={boxRef} className={styles['lane']} data-testid="programs">
      <div
        className={styles['surface']}
        aria-hidden="true"
        onPointerMove={(event) => setX(pointAt(event))}
        onPointerLeave={() => setX(null)}
        onPointerDown={(event) => player.seek(microsAt(view, width, pointAt(event)))}
      >
        <canvas ref={canvasRef} style={{ height: HEIGHT }} />
      </div>
      <ProgramStops lane={lane} width={width} onHover={setX} />
      {x === null ? null : <Readout lane={lane} x={x} width={width} />}
    </div>
  );
}

interface ReadoutProps {
  readonly lane: ProgramLane;
  readonly x: number;
  readonly width: number;
}

/** What was in front at the moment under the pointer. */
function Readout({ lane, x, width }: ReadoutProps) {
  const t = useTranslations('day');
  const { duration } = useDuration();
  const { zone, viewport } = useDayScope();
  const micros = microsAt(viewport.view, width, x);
  const use = intervalAt(lane.uses, micros);
  const most = Math.max(HALF_READOUT, width - HALF_READOUT);
  return (
    <div className={styles['readout']} style={{ left: Math.min(Math.max(x, HALF_READOUT), most) }}>
      <time>{formatClock(zone, micros, 'second')}</time>
      <b>{use === null ? t('programs.unseen') : nameOf(use.program, t('programs.none'))}</b>
      {use?.title == null ? null : <span>{use.title}</span>}
      {use === null ? null : (
        <span>
          {t('timeline.hover', {
            from: formatClock(zone, use.from, 'second'),
            to: formatClock(zone, use.to, 'second'),
            duration: duration(use.to - use.from),
          })}
        </span>
      )}
    </div>
  );
}

function nameOf(program: string | null, none: string): string {
  return program === null ? none : programName(program);
}
