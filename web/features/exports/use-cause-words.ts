import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

const WORDED = [
  'not-found',
  'blob-missing',
  'storage-full',
  'storage-refused',
  'restore-needed',
  'digest-mismatch',
  'unavailable',
] as const;

/** Why a package could not be made, in words. */
export function useCauseWords(): (code: string | null) => string {
  const t = useTranslations('exports.causes');
  return useCallback(
    (code: string | null) => {
      const known = WORDED.find((worded) => worded === code);
      return known === undefined ? t('other', { code: code ?? '' }) : t(known);
    },
    [t],
  );
}
