import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { WorkerSummary } from '../../contract/settings.ts';
import { windowTimes } from '../archive/window-times.ts';
import { useDuration } from '../format/use-duration.ts';

const HOUR = 3_600_000_000;

/** The archive's settings as a worker follows them; none where it is off. */
export function useArchiveSettingFacts(archive: WorkerSummary['archive']): readonly Fact[] {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  const { duration } = useDuration();
  if (archive === null) return [];
  const { window, slots, bytesPerSecond, minimumAgeHours, sweepAfterHours, earlyHours, fullHours } =
    archive;
  const isAlways = window === null || window.from === window.to;
  return [
    {
      label: t('settings.window'),
      value: isAlways
        ? t('settings.always')
        : t('archive.windowZone', { ...windowTimes(window), zone: window.timeZone }),
    },
    { label: t('settings.slots'), value: format.number(slots) },
    {
      label: t('settings.rate'),
      value:
        bytesPerSecond === null
          ? t('settings.rateNone')
          : t('settings.perSecond', { size: formatBytes(bytesPerSecond, locale) }),
    },
    { label: t('settings.age'), value: duration(minimumAgeHours * HOUR) },
    {
      label: t('settings.sweep'),
      value: sweepAfterHours === null ? t('settings.sweepNever') : duration(sweepAfterHours * HOUR),
    },
    { label: t('settings.early'), value: duration(earlyHours * HOUR) },
    { label: t('settings.full'), value: duration(fullHours * HOUR) },
  ];
}
