import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ageParts, type DurationParts, durationParts } from './duration-parts.ts';

interface DurationWords {
  /** "7 h 41 min" */
  readonly duration: (micros: number) => string;
  /** "3 h ago"; "just now" below two seconds. */
  readonly ago: (micros: number) => string;
}

const NOW_MICROS = 2_000_000;

/** Durations (µs) in the page's language. */
export function useDuration(): DurationWords {
  const t = useTranslations('common');
  const words = useCallback(
    (parts: DurationParts): string => {
      const { key, ...values } = parts;
      return t(key, values);
    },
    [t],
  );
  const duration = useCallback((micros: number) => words(durationParts(micros)), [words]);
  const ago = useCallback(
    (micros: number) =>
      micros < NOW_MICROS ? t('now') : t('ago', { duration: words(ageParts(micros)) }),
    [t, words],
  );
  return { duration, ago };
}
