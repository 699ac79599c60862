'use client';

import { UnstyledButton } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { ControlButton } from './control-button.tsx';
import styles from './controls.module.css';
import { GoToTime } from './go-to-time.tsx';
import { IdleSwitch } from './idle-switch.tsx';
import { LiveButton } from './live-button.tsx';
import { SpeedSwitch } from './speed-switch.tsx';
import { ZoomButtons } from './zoom-buttons.tsx';

const TEN_SECONDS = 10_000_000;

interface PlayerControlsProps {
  readonly onHelp: () => void;
  readonly isGoingTo: boolean;
  readonly setGoingTo: (isOpen: boolean) => void;
  readonly selecting: { readonly isOn: boolean; readonly toggle: () => void };
}

/** What moves the player, for whoever may watch; and the timeline, for everybody. */
export function PlayerControls(props: PlayerControlsProps) {
  const { onHelp, isGoingTo, setGoingTo, selecting } = props;
  const t = useTranslations('day.player');
  const { can } = useDayScope();
  return (
    <fieldset
      className={styles['controls']}
      aria-label={t('controls')}
      // A click keeps the focus where it was, so that Space stays the player's.
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      }}
    >
      {can('watch') ? <PlayButtons /> : null}
      <GoToTime isOpen={isGoingTo} setOpen={setGoingTo} />
      <div className={styles['end']}>
        {can('watch') ? <FocusSwitch /> : null}
        <ZoomButtons onHelp={onHelp} selecting={selecting} />
      </div>
    </fieldset>
  );
}

function PlayButtons() {
  const t = useTranslations('day.player');
  const { player } = useDayScope();
  const isPlaying = useSnapshot(player).mode !== 'paused';
  return (
    <>
      <UnstyledButton
        className={styles['play'] ?? ''}
        onClick={() => player.toggle()}
        aria-label={t(isPlaying ? 'pause' : 'play')}
        title={`${t(isPlaying ? 'pause' : 'play')} (Space)`}
      >
        {isPlaying ? <IconPlayerPauseFilled size={17} /> : <IconPlayerPlayFilled size={17} />}
      </UnstyledButton>
      <div className={styles['cluster']}>
        <ControlButton label={t('previous')} keys="P" onPress={() => player.skipStretch(-1)}>
          <IconPlayerSkipBack size={16} />
        </ControlButton>
        <ControlButton label={t('back')} keys="J" onPress={() => player.skip(-TEN_SECONDS)}>
          <IconRewindBackward10 size={17} />
        </ControlButton>
        <ControlButton label={t('frameBack')} keys="," onPress={() => void player.step(-1)}>
          <IconChevronLeft size={16} />
        </ControlButton>
        <ControlButton label={t('frameForward')} keys="." onPress={() => void player.step(1)}>
          <IconChevronRight size={16} />
        </ControlButton>
        <ControlButton label={t('forward')} keys="L" onPress={() => player.skip(TEN_SECONDS)}>
          <IconRewindForward10 size={17} />
        </ControlButton>
        <ControlButton label={t('next')} keys="N" onPress={() => player.skipStretch(1)}>
          <IconPlayerSkipForward size={16} />
        </ControlButton>
      </div>
      <SpeedSwitch />
      <IdleSwitch />
      <LiveButton />
    </>
  );
}

/** All displays or one of them; nothing to choose where there is only one. */
function FocusSwitch() {
  const t = useTranslations('day.screen');
  const { day, focus, setFocus } = useDayScope();
  const names = useLaneNames(day.lanes);
  if (day.lanes.length < 2) return null;
  return (
    <fieldset className={styles['cluster']} aria-label={t('focus')}>
      <UnstyledButton
        className={styles['button'] ?? ''}
        aria-pressed={focus === null}
        onClick={() => setFocus(null)}
        title={`${t('allHint')} (F)`}
      >
        {t('all')}
      </UnstyledButton>
      {day.lanes.map((lane, index) => {
        const key = laneKey(lane);
        return (
          <UnstyledButton
            key={key}
            className={styles['button'] ?? ''}
            aria-pressed={focus === key}
            aria-label={names.get(key)}
            onClick={() => setFocus(key)}
            title={`${names.get(key)} (F)`}
          >
            {index + 1}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
