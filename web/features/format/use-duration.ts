import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

const SECOND = 1_000_000;

const MINUTE = 60 * SECOND;

const HOUR = 60 * MINUTE;

const DAY = 24 * HOUR;

/** A message of `common` and its numbers: languages differ in more than the unit's name. */
type DurationParts =
  | { readonly key: 'days'; readonly days: number }
  | { readonly key: 'daysHours'; readonly days: number; readonly hours: number }
  | { readonly key: 'hours'; readonly hours: number }
  | { readonly key: 'hoursMinutes'; readonly hours: number; readonly minutes: number }
  | { readonly key: 'minutes'; readonly minutes: number }
  | { readonly key: 'minutesSeconds'; readonly minutes: number; readonly seconds: number }
  | { readonly key: 'seconds'; readonly seconds: number }
  | { readonly key: 'subSecond' };

interface DurationWords {
  /** "7 h 41 min" */
  readonly duration: (micros: number) => string;
  /** A sum of working time: "32 h 10 min", never in days of 24 hours; a dash when there is none. */
  readonly hours: (micros: number) => string;
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
  const hours = useCallback(
    (micros: number) => (micros === 0 ? '–' : words(durationParts(micros, 'hours'))),
    [words],
  );
  const ago = useCallback(
    (micros: number) =>
      micros < NOW_MICROS ? t('now') : t('ago', { duration: words(ageParts(micros)) }),
    [t, words],
  );
  return { duration, hours, ago };
}

/** Two units at most, cut and never rounded up: "7 h 41 min", "36 min 34 s". */
export function durationParts(micros: number, largest: 'days' | 'hours' = 'days'): DurationParts {
  const size = Math.max(0, micros);
  const days = largest === 'days' ? Math.floor(size / DAY) : 0;
  const hours = Math.floor((size - days * DAY) / HOUR);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  const seconds = Math.floor((size % MINUTE) / SECOND);
  if (days > 0) return hours === 0 ? { key: 'days', days } : { key: 'daysHours', days, hours };
  if (hours > 0) {
    return minutes === 0 ? { key: 'hours', hours } : { key: 'hoursMinutes', hours, minutes };
  }
  if (minutes > 0) {
    return seconds === 0
      ? { key: 'minutes', minutes }
      : { key: 'minutesSeconds', minutes, seconds };
  }
  return seconds > 0 ? { key: 'seconds', seconds } : { key: 'subSecond' };
}

/** One unit, for ages: "3 h ago" and not "3 h 7 min ago". */
export function ageParts(micros: number): DurationParts {
  const size = Math.max(0, micros);
  const unit = [DAY, HOUR, MINUTE, SECOND].find((candidate) => size >= candidate);
  return durationParts(unit === undefined ? 0 : Math.floor(size / unit) * unit);
}
