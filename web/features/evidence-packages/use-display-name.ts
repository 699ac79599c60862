import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Clip, ClipDisplay } from '../../contract/clips.ts';

type Display = { readonly [K in keyof ClipDisplay]: ClipDisplay[K] | null };

/** "desk DP-1", or all displays. */
export function useDisplayName({ displays }: Clip): (display: Display) => string {
  const t = useTranslations('evidencePackages');
  return useCallback(
    ({ device, display }: Display) => {
      const found = displays.find((one) => one.device === device && one.display === display);
      return found === undefined ? t('allDisplays') : `${found.hostname} ${found.display}`;
    },
    [displays, t],
  );
}
