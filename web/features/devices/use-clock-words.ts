import { useTranslations } from 'next-intl';
import { useDuration } from '../format/use-duration.ts';
import { clockWords } from './clock-words.ts';

/** "Exact", "1 min 30 s slow", or "Unknown". */
export function useClockWords(offset: number | null): { text: string; isOff: boolean } {
  const t = useTranslations();
  const { duration } = useDuration();
  const words = clockWords(offset);
  if (!('micros' in words)) {
    const isRight = words.key === 'clockRight';
    return { text: isRight ? t('devices.clockRight') : t('common.unknown'), isOff: false };
  }
  return { text: t(`devices.${words.key}`, { duration: duration(words.micros) }), isOff: true };
}
