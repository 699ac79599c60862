import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { ArchiveStatus } from '../../contract/archive.ts';
import { useDuration } from '../format/use-duration.ts';

/** Samples come each half minute; µs. */
const STALE_AFTER = 120_000_000;

/** What comes in, what could be freed, and what lies elsewhere. */
export function useStorageFacts({ forecast, stored, now }: ArchiveStatus): readonly Fact[] {
  const t = useTranslations('archive');
  const locale = useLocale();
  const { ago } = useDuration();
  if (forecast === null || stored === null) return [];
  const size = (bytes: number) => formatBytes(bytes, locale);
  const words = ({ objects, bytes }: { readonly objects: number; readonly bytes: number }) =>
    t('storedWords', { objects, size: size(bytes) });
  const age = now - forecast.at;
  return [
    { label: t('inflow'), value: t('perHour', { size: size(forecast.bytesPerHour) }) },
    { label: t('reclaimable'), value: size(forecast.reclaimableBytes) },
    { label: t('cold'), value: words(stored.cold) },
    {
      label: t('quarantined'),
      value: words(stored.quarantined),
      tone: stored.quarantined.objects > 0 ? 'warn' : undefined,
    },
    ...(age > STALE_AFTER
      ? [{ label: t('disk'), value: t('stale', { ago: ago(age) }), tone: 'bad' as const }]
      : []),
  ];
}
