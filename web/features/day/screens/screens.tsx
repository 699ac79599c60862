'use client';

import { useElementSize } from '@mantine/hooks';
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { MessageState } from '../../../components/message-state.tsx';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { ScrubThumbnail } from '../thumbnails/scrub-thumbnail.tsx';
import { type Box, packScreens } from './pack-screens.ts';
import { ScreenCaption } from './screen-caption.tsx';
import { ScreenCover } from './screen-cover.tsx';
import styles from './screens.module.css';
import { usePictureView } from './use-picture-view.ts';

const GAP = 14;
/** The line below each screen, as high as in the stylesheet. */
const CAPTION = 30;
const USUAL_ASPECT = 16 / 9;

const aspectOf = ({ geometry }: Lane): number =>
  geometry === null ? USUAL_ASPECT : geometry.width / geometry.height;

/** The displays side by side, as large as the room allows; or the one in focus. */
export function Screens() {
  const { day, focus } = useDayScope();
  const names = useLaneNames(day.lanes);
  const { ref, width, height } = useElementSize();
  const lanes = useMemo(
    () => day.lanes.filter((lane) => focus === null || laneKey(lane) === focus),
    [day.lanes, focus],
  );
  const boxes = packScreens(lanes.map(aspectOf), { width, height, gap: GAP, caption: CAPTION });
  return (
    <div className={styles['screens']}>
      <div ref={ref} className={styles['room']}>
        {width === 0
          ? null
          : lanes.map((lane, index) => (
              <LaneScreen
                key={laneKey(lane)}
                lane={lane}
                name={names.get(laneKey(lane)) ?? lane.display}
                box={boxes[index] ?? { left: 0, top: 0, width: 0, height: 0 }}
                isAlone={day.lanes.length === 1}
                isFirst={index === 0}
              />
            ))}
      </div>
    </div>
  );
}

/** In place of the screens, for whom the hours are and not the footage. */
export function NoFootage() {
  const t = useTranslations('day.noFootage');
  const { person } = useDayScope().day;
  return (
    <MessageState role="status" icon={<IconEyeOff size={22} />} title={t('title')}>
      <p>{t('text', { name: person.name })}</p>
    </MessageState>
  );
}

interface ScreenProps {
  readonly lane: Lane;
  readonly name: string;
  readonly box: Box;
  readonly isAlone: boolean;
  /** The first one on screen is the one that the keyboard zooms. */
  readonly isFirst: boolean;
}

/** One display: its picture, the wall clock of that picture, or why there is none. */
function LaneScreen({ lane, name, box, isAlone, isFirst }: ScreenProps) {
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
