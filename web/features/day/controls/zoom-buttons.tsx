'use client';

import {
  IconArrowsHorizontal,
  IconKeyboard,
  IconMarquee2,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { ControlButton } from './control-button.tsx';
import styles from './controls.module.css';

interface ZoomButtonsProps {
  readonly onHelp: () => void;
  readonly selecting: { readonly isOn: boolean; readonly toggle: () => void };
}

export function ZoomButtons({ onHelp, selecting }: ZoomButtonsProps) {
  const t = useTranslations('day.player');
  const { player, viewport, can } = useDayScope();
  return (
    <div className={styles['cluster']}>
      {can('watch') ? (
        <ControlButton
          label={t('select')}
          keys="Shift"
          isPressed={selecting.isOn}
          onPress={selecting.toggle}
        >
          <IconMarquee2 size={16} />
        </ControlButton>
      ) : null}
      <ControlButton
        label={t('zoomOut')}
        keys="−"
        onPress={() => viewport.zoomStep(player.micros, -1)}
      >
        <IconZoomOut size={16} />
      </ControlButton>
      <ControlButton
        label={t('zoomIn')}
        keys="+"
        onPress={() => viewport.zoomStep(player.micros, 1)}
      >
        <IconZoomIn size={16} />
      </ControlButton>
      <ControlButton label={t('zoomFit')} keys="0" onPress={viewport.fit}>
        <IconArrowsHorizontal size={16} />
      </ControlButton>
      {can('watch') ? (
        <ControlButton label={t('help')} keys="?" onPress={onHelp}>
          <IconKeyboard size={17} />
        </ControlButton>
      ) : null}
    </div>
  );
}
