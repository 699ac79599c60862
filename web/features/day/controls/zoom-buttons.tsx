'use client';

import { IconArrowsHorizontal, IconKeyboard, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../day-context.ts';
import { ControlButton } from './control-button.tsx';
import styles from './controls.module.css';

export function ZoomButtons({ onHelp }: { readonly onHelp: () => void }) {
  const t = useTranslations('day.player');
  const { player, viewport } = useDayScope();
  return (
    <div className={styles['cluster']}>
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
      <ControlButton label={t('help')} keys="?" onPress={onHelp}>
        <IconKeyboard size={17} />
      </ControlButton>
    </div>
  );
}
