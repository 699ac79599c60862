'use client';

import { UnstyledButton } from '@mantine/core';
import { IconMaximize, IconMinimize } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../day-context.ts';
import { laneKey } from '../lane-key.ts';
import { useSnapshot } from '../use-snapshot.ts';
import type { Box } from './pack-screens.ts';
import { ScreenClock } from './screen-clock.tsx';
import { ScreenCover } from './screen-cover.tsx';
import styles from './screens.module.css';

interface ScreenProps {
  readonly lane: Lane;
  readonly name: string;
  readonly box: Box;
  readonly isAlone: boolean;
}

/** One display: its picture, the wall clock of that picture, or why there is none. */
export function Screen({ lane, name, box, isAlone }: ScreenProps) {
  const t = useTranslations('day.screen');
  const { day, player, focus, setFocus } = useDayScope();
  const key = laneKey(lane);
  const { device, display, geometry } = lane;
  const view = useSnapshot(player).lanes.get(key) ?? { kind: 'loading' };
  const videoRef = useRef<HTMLVideoElement>(null);
  const holdRef = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const [video, hold] = [videoRef.current, holdRef.current];
    if (video === null || hold === null) return;
    return player.attach({ device, display }, { video, hold });
  }, [player, device, display]);
  const isFocused = focus === key;
  const toggle = (): void => setFocus(isFocused ? null : key);
  return (
    <figure
      className={styles['screen']}
      style={{ left: box.left, top: box.top, width: box.width }}
      data-view={view.kind}
      data-testid="display"
      data-display={display}
      aria-label={name}
    >
      <div className={styles['picture']} style={{ height: box.height }}>
        <video
          ref={videoRef}
          muted
          playsInline
          disablePictureInPicture
          data-testid="display-video"
          data-display={display}
          aria-label={t('video', { name: day.person.name, display: name })}
          onDoubleClick={isAlone ? undefined : toggle}
          onClick={() => player.toggle()}
        />
        <canvas ref={holdRef} className={styles['hold']} hidden />
        <ScreenCover lane={lane} view={view} />
      </div>
      <figcaption className={styles['caption']}>
        <span className={styles['name']} title={display}>
          {name}
          {geometry === null ? null : <small>{`${geometry.width}×${geometry.height}`}</small>}
        </span>
        <ScreenClock lane={lane} name={name} />
        {isAlone ? null : (
          <UnstyledButton
            className={styles['focus'] ?? ''}
            onClick={toggle}
            aria-pressed={isFocused}
            aria-label={`${name}: ${t(isFocused ? 'showAll' : 'focus')}`}
            title={t(isFocused ? 'showAll' : 'focus')}
          >
            {isFocused ? <IconMinimize size={15} /> : <IconMaximize size={15} />}
          </UnstyledButton>
        )}
      </figcaption>
    </figure>
  );
}
