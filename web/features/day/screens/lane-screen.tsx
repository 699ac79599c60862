'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { ScrubThumbnail } from '../thumbnails/scrub-thumbnail.tsx';
import type { Box } from './pack-screens.ts';
import { ScreenCaption } from './screen-caption.tsx';
import { ScreenCover } from './screen-cover.tsx';
import styles from './screens.module.css';
import { usePictureView } from './use-picture-view.ts';

interface ScreenProps {
  readonly lane: Lane;
  readonly name: string;
  readonly box: Box;
  readonly isAlone: boolean;
  /** The first one on screen is the one that the keyboard zooms. */
  readonly isFirst: boolean;
}

/** One display: its picture, the wall clock of that picture, or why there is none. */
export function LaneScreen({ lane, name, box, isAlone, isFirst }: ScreenProps) {
  const t = useTranslations('day.screen');
  const { day, player, onCloser } = useDayScope();
  const key = laneKey(lane);
  const { device, display } = lane;
  const view = useSnapshot(player).lanes.get(key) ?? { kind: 'loading', trouble: null };
  const videoRef = useRef<HTMLVideoElement>(null);
  const holdRef = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const [video, hold] = [videoRef.current, holdRef.current];
    if (video === null || hold === null) return;
    return player.attach({ device, display }, { video, hold });
  }, [player, device, display]);
  const boxRef = useRef<HTMLDivElement>(null);
  const { view: part, reset, toggleAt, hasDragged, pointer } = usePictureView(boxRef);
  const transform = `translate(${part.x * 100}%, ${part.y * 100}%) scale(${part.scale})`;
  useEffect(() => {
    return isFirst ? onCloser.listen(() => toggleAt({ x: 0.5, y: 0.5 })) : undefined;
  }, [isFirst, onCloser, toggleAt]);
  return (
    <figure
      className={styles['screen']}
      style={{ left: box.left, top: box.top, width: box.width }}
      data-view={view.kind}
      data-testid="display"
      data-display={display}
      aria-label={name}
    >
      <div
        ref={boxRef}
        className={styles['picture']}
        style={{ height: box.height }}
        data-close={part.scale > 1}
        {...pointer}
      >
        <video
          ref={videoRef}
          muted
          playsInline
          disablePictureInPicture
          data-testid="display-video"
          data-display={display}
          aria-label={t('video', { name: day.person.name, display: name })}
          style={{ transform }}
          onClick={() => {
            if (!hasDragged()) player.toggle();
          }}
        />
        <canvas ref={holdRef} className={styles['hold']} style={{ transform }} hidden />
        <ScreenCover lane={lane} view={view} />
        <ScrubThumbnail lane={lane} />
      </div>
      <ScreenCaption lane={lane} name={name} isAlone={isAlone} part={part} onWhole={reset} />
    </figure>
  );
}
