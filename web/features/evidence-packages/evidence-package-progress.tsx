import { Progress } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import styles from './evidence-packages.module.css';

const WHOLE = 1000;

/** How far the worker is, and with what. */
export function EvidencePackageProgress({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations('evidencePackages');
  const format = useFormatter();
  const { progress, step, state, isCancelling } = made;
  const share = progress / WHOLE;
  const words = isCancelling
    ? t('cancelling')
    : step === null || state === 'queued'
      ? t('states.queued')
      : t(`steps.${step}`);
  return (
    <div className={styles['progress']} role="status" aria-live="polite">
      <Progress value={share * 100} animated={state === 'running'} aria-label={words} />
      <span>
        {words}
        {state === 'queued' ? null : <b>{format.number(share, { style: 'percent' })}</b>}
      </span>
    </div>
  );
}
