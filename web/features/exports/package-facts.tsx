import { useLocale, useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { ExportSummary } from '../../contract/exports.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './exports.module.css';

/** What a made package is known by. */
export function PackageFacts({ made }: { readonly made: ExportSummary }) {
  const t = useTranslations();
  const locale = useLocale();
  const dates = useDates();
  const { bytes, sha256, expiresAt } = made;
  return (
    <div className={styles['facts']}>
      <FactList
        facts={[
          { label: t('exports.size'), value: bytes === null ? '' : formatBytes(bytes, locale) },
          ...(expiresAt === null
            ? []
            : [{ label: t('exports.expires'), value: dates.moment(expiresAt) }]),
        ]}
      />
      <div>
        <span className={styles['label']}>{t('exports.sha256')}</span>
        <CopyField
          value={sha256 ?? ''}
          label={t('exports.sha256')}
          copyText={t('common.copy')}
          copiedText={t('common.copied')}
        />
      </div>
    </div>
  );
}
