import { useMessages, useTranslations } from 'next-intl';
import { useDates } from '../format/use-dates.ts';

/** No count of ours is so large: from here on a number is a time in UTC µs (the year 2001). */
const FIRST_TIME = 1e15;

/** An entry's facts in the page's language; what has no word there as the program calls it. */
export function useDetailWords() {
  const t = useTranslations('audit');
  const dates = useDates();
  const words: Readonly<Record<string, string>> = useMessages().auditFacts;

  const text = (value: unknown): string => {
    if (value === null || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') return value > FIRST_TIME ? dates.second(value) : String(value);
    if (typeof value === 'string') return value;
    if (!Array.isArray(value)) return JSON.stringify(value);
    return value.length === 0 ? '–' : value.map(text).join(t('comma'));
  };
  return {
    text,
    label: (path: readonly string[]): string => path.map((name) => words[name] ?? name).join(' · '),
  };
}
