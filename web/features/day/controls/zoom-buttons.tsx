'use client';

import {
  IconArrowsHorizontal,
  IconKeyboard,
  IconListSearch,
  IconMarquee2,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { useDayFinder } from '../find/day-finder.tsx';
import { ControlButton } from './control-button.tsx';
import styles from './controls.module.css';

interface ZoomButtonsProps {
  readonly onHelp: () => void;
  readonly selecting: { readonly isOn: boolean; readonly toggle: () => void };
}

export function ZoomButtons({ onHelp, selecting }: ZoomButtonsProps) {
  const t = useTranslations('day');
  const { player, viewport, can } = useDayScope();
  const finder = useDayFinder();
  return (
    <div className={styles['cluster']}>
      {can('watch') ? (
        <ControlButton
          label={t('player.select')}
          keys="Shift"
          isPressed={selecting.isOn}
          onPress={selecting.toggle}
        >
          <IconMarquee2 size={16} />
        </ControlButton>
      ) : null}
      <ControlButton
        label={t('player.zoomOut')}
        keys="−"
        onPress={() => viewport.zoomStep(player.micros, -1)}
      >
        <IconZoomOut size={16} />
      </ControlButton>
      <ControlButton
        label={t('player.zoomIn')}
        keys="+"
        onPress={() => viewport.zoomStep(player.micros, 1)}
      >
        <IconZoomIn size={16} />
      </ControlButton>
      <ControlButton label={t('player.zoomFit')} keys="0" onPress={viewport.fit}>
        <IconArrowsHorizontal size={16} />
      </ControlButton>
      {can('watch') ? (
        <>
          <ControlButton label={t('find.field')} keys="Ctrl F" onPress={finder.open}>
            <IconListSearch size={16} />
          </ControlButton>
          <ControlButton label={t('player.help')} keys="?" onPress={onHelp}>
            <IconKeyboard size={17} />
          </ControlButton>
        </>
      ) : null}
    </div>
  );
}
