import { useFormatter, useTimeZone, useTranslations } from 'next-intl';
import type { ViewEntry, ViewedStretch } from '../../contract/views.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';

/** A frame of any policy, and the grace that displays begin together in; µs. */
const LONGEST_STILL_MICROS = 500_000;
/** What is shorter has one time, not two; µs. */
const MINUTE_MICROS = 60_000_000;

/** What is said of a view wherever it is listed, by one clock: of `timeZone`, or of whoever looks. */
export function useViewWords(timeZone?: string) {
  const t = useTranslations('views');
  const format = useFormatter();
  const ownZone = useTimeZone();
  const dates = useDates(timeZone);
  const { duration } = useDuration();
  const zone = timeZone ?? ownZone ?? 'UTC';
  const clock = (micros: number, second?: '2-digit'): string =>
    format.dateTime(new Date(micros / 1000), {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(second && { second }),
    });
  const days = ({ stretches }: ViewEntry): string => {
    const from = Math.min(...stretches.map((stretch) => stretch.from));
    const to = Math.max(...stretches.map((stretch) => stretch.to));
    return dates.days(from, to);
  };
  const shownOf = (micros: number): string => {
    if (micros === 0) return t('noneShown');
    return micros < LONGEST_STILL_MICROS ? t('still') : t('shown', { shown: duration(micros) });
  };
  return {
    /** "1 Dec 2026, 12:31–12:43" */
    when({ watchedAt, until }: ViewEntry): string {
      const from = dates.moment(watchedAt);
      if (until - watchedAt < MINUTE_MICROS) return from;
      return t('range', { from, to: clock(until) });
    },
    /** "30 Nov 2026: 12 min of footage sent, 9 min shown, thumbnails of 1 h sent" */
    what(view: ViewEntry): string {
      const { footageMicros, shownMicros, thumbnailsMicros, programsMicros, textsMicros } = view;
      const parts = [
        ...(footageMicros > 0 ? [t('sent', { sent: duration(footageMicros) })] : []),
        ...(footageMicros > 0 || shownMicros > 0 ? [shownOf(shownMicros)] : []),
        ...(thumbnailsMicros > 0 ? [t('thumbnails', { of: duration(thumbnailsMicros) })] : []),
        ...(programsMicros > 0 ? [t('programs', { of: duration(programsMicros) })] : []),
        ...(textsMicros > 0 ? [t('texts', { of: duration(textsMicros) })] : []),
      ];
      return t('ofDays', { days: days(view), what: parts.join(t('and')) });
    },
    /** "desk-7 · HDMI-1 · live" */
    where({ hostname, displays, live }: ViewEntry): string {
      return [
        hostname,
        ...(displays.length > 0
          ? [t('displays', { count: displays.length, names: displays.join(t('and')) })]
          : []),
        ...(live ? [t('live')] : []),
      ].join(' · ');
    },
    /** "02:00:00–02:12:00 · HDMI-1 · sent" */
    stretch({ from, to, display, kind }: ViewedStretch): string {
      const isStill = kind === 'shown' && to - from < LONGEST_STILL_MICROS;
      const start = clock(from, '2-digit');
      const time = isStill ? start : t('range', { from: start, to: clock(to, '2-digit') });
      return [
        time,
        ...(display === '' ? [] : [t('displays', { count: 1, names: display })]),
        t(`kinds.${isStill ? 'still' : kind}`),
      ].join(' · ');
    },
    undisclosed({ undisclosedUntil }: ViewEntry): string | null {
      return undisclosedUntil === null
        ? null
        : t('undisclosed', { date: dates.day(undisclosedUntil) });
    },
  };
}
