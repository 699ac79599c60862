import type { ErrorCode } from '@workcompanion/core/errors';
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
  'internal',
] as const satisfies readonly ErrorCode[];

/** Why something did not get into the archive, or out of it, in plain words. */
export function useCauseWords(): (code: string) => string {
  const t = useTranslations('archive.causes');
  return useCallback((code: string) => t(WORDED.find((known) => known === code) ?? 'other'), [t]);
}
