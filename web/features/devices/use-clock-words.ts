import { useTranslations } from 'next-intl';
import { useDuration } from '../format/use-duration.ts';

/** How a device's clock stands, from `clockOffset` (server minus device, µs). */
export type ClockWords =
  | { readonly key: 'unknown' | 'clockRight' }
  | { readonly key: 'clockAhead' | 'clockBehind'; readonly micros: number };

/** Below a second nobody is misled; statements carry the measured offset anyway. */
const TOLERANCE_MICROS = 1_000_000;

export function clockWords(offset: number | null): ClockWords {
  if (offset === null) return { key: 'unknown' };
  if (Math.abs(offset) < TOLERANCE_MICROS) return { key: 'clockRight' };
  return { key: offset > 0 ? 'clockBehind' : 'clockAhead', micros: Math.abs(offset) };
}

interface ClockText {
  readonly text: string;
  readonly isOff: boolean;
}

/** "Exact", "1 min 30 s slow", or "Unknown". */
export function useClockWords(): (offset: number | null) => ClockText {
  const t = useTranslations();
  const { duration } = useDuration();
  return (offset) => {
    const words = clockWords(offset);
    if ('micros' in words) {
      const text = t(`devices.${words.key}`, { duration: duration(words.micros) });
      return { text, isOff: true };
    }
    const isRight = words.key === 'clockRight';
    return { text: isRight ? t('devices.clockRight') : t('common.unknown'), isOff: false };
  };
}
