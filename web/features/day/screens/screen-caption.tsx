'use client';

import { UnstyledButton } from '@mantine/core';
import { IconMaximize, IconMinimize } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { CoveredMark } from './covered-mark.tsx';
import type { PictureView } from './picture-view.ts';
import { ScreenClock } from './screen-clock.tsx';
import styles from './screens.module.css';

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
