'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconEyeOff, IconMaximize, IconMinimize } from '@tabler/icons-react';
import { intervalAt } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { formatClock, formatOffset } from '../time/format-clock.ts';
import styles from './screens.module.css';
import type { PictureView } from './use-picture-view.ts';

interface ScreenCaptionProps {
  readonly lane: Lane;
  readonly name: string;
  readonly isAlone: boolean;
  readonly part: PictureView;
  readonly onWhole: () => void;
}

/** Which display it is, how closely it is seen, and when the picture was. */
export function ScreenCaption({ lane, name, isAlone, part, onWhole }: ScreenCaptionProps) {
  const t = useTranslations('day.screen');
  const { focus, setFocus } = useDayScope();
  const key = laneKey(lane);
  const { display, geometry } = lane;
  const isFocused = focus === key;
  return (
    <figcaption className={styles['caption']}>
      <span className={styles['name']} title={display}>
        <span>{name}</span>
        {geometry === null ? null : <small>{`${geometry.width}×${geometry.height}`}</small>}
      </span>
      <CoveredMark lane={lane} />
      {part.scale > 1 ? (
        <UnstyledButton
          className={styles['closer'] ?? ''}
          onClick={onWhole}
          title={`${t('whole')} (Z)`}
          aria-label={`${name}: ${t('whole')}`}
        >
          {part.scale.toFixed(1)}×
        </UnstyledButton>
      ) : null}
      <ScreenClock lane={lane} name={name} />
      {isAlone ? null : (
        <UnstyledButton
          className={styles['focus'] ?? ''}
          onClick={() => setFocus(isFocused ? null : key)}
          aria-pressed={isFocused}
          aria-label={`${name}: ${t(isFocused ? 'showAll' : 'focus')}`}
          title={t(isFocused ? 'showAll' : 'focus')}
        >
          {isFocused ? <IconMinimize size={15} /> : <IconMaximize size={15} />}
        </UnstyledButton>
      )}
    </figcaption>
  );
}

interface ScreenClockProps {
  readonly lane: Lane;
  readonly name: string;
}

/** The wall clock of the very frame that is on screen, written as it appears. */
function ScreenClock({ lane, name }: ScreenClockProps) {
  const t = useTranslations('day.screen');
  const { player, zone } = useDayScope();
  const key = laneKey(lane);
  const ref = useRef<HTMLTimeElement>(null);
  const textRef = useRef<HTMLSpanElement>(null);
  const zoneRef = useRef<HTMLElement>(null);
  useEffect(
    () =>
      player.onFrame.listen((lane, micros) => {
        if (lane !== key || !ref.current || !textRef.current || !zoneRef.current) return;
        ref.current.dataset['micros'] = String(micros);
        ref.current.dateTime = new Date(micros / 1000).toISOString();
        textRef.current.textContent = formatClock(zone, micros, 'tenth');
        zoneRef.current.textContent = formatOffset(zone, micros);
      }),
    [player, zone, key],
  );
  return (
    <time
      ref={ref}
      className={styles['clock']}
      data-testid="wall-clock"
      data-display={lane.display}
      title={t('wallClock', { display: name })}
    >
      <span ref={textRef} />
      <small ref={zoneRef} />
    </time>
  );
}

/** Said of a picture in which the policy had windows painted over. */
function CoveredMark({ lane }: { readonly lane: Lane }) {
  const t = useTranslations('day.screen');
  const { player } = useDayScope();
  const [isCovered, setCovered] = useState(false);
  const key = laneKey(lane);
  const { covered } = lane;
  useEffect(
    () =>
      player.onFrame.listen((shown, micros) => {
        if (shown === key) setCovered(intervalAt(covered, micros) !== null);
      }),
    [player, key, covered],
  );
  if (!isCovered) return null;
  return (
    <Tooltip
      label={t('coveredHint')}
      multiline
      w={260}
      events={{ hover: true, focus: false, touch: true }}
    >
      <span className={styles['covered']}>
        <IconEyeOff size={14} aria-hidden="true" />
        <span>{t('covered')}</span>
      </span>
    </Tooltip>
  );
}
