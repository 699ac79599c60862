import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './evidence-packages.module.css';

/** What a made package is known by, and how long it can be had here. */
export function PackageFacts({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations();
  const locale = useLocale();
  const dates = useDates();
  const { bytes, sha256, expiresAt } = made;
  const facts = [
    bytes === null ? null : formatBytes(bytes, locale),
    expiresAt === null ? null : t('evidencePackages.keptUntil', { date: dates.moment(expiresAt) }),
  ];
  return (
    <div className={styles['facts']}>
      <span className={styles['label']}>
        {[t('evidencePackages.sha256'), ...facts.filter((fact) => fact !== null)].join(' · ')}
      </span>
      <CopyField
        value={sha256 ?? ''}
        label={t('evidencePackages.sha256')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
    </div>
  );
}
