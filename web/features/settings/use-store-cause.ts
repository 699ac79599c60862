import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

const WORDED = [
  'unavailable',
  'too-many-requests',
  'storage-full',
  'storage-refused',
  'digest-mismatch',
  'blob-missing',
  'truncated-body',
  'restore-needed',
] as const;

/** What to look at when a step of the self-test has failed so. */
export function useStoreCause(): (code: string) => string {
  const t = useTranslations('settings.causes');
  return useCallback((code: string) => t(WORDED.find((known) => known === code) ?? 'other'), [t]);
}
