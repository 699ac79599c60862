import { useTranslations } from 'next-intl';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import styles from './evidence-packages.module.css';

/** What those are called of which something is left unproven most often. */
const TOLD = ['statements-uncommitted', 'server-unvouched', 'segment-absent', 'time-hole'] as const;

/** What whoever checks the package will read, as its maker has checked it. */
export function PackageVerdict({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations('evidencePackages.verdict');
  const { moment } = useDates();
  const list = useList();
  const { verdict, reissuedAt } = made;
  if (verdict === null) return null;
  const { outcome, unproven } = verdict;
  const known = TOLD.filter((code) => unproven.includes(code));
  const others = unproven.length - known.length;
  const reasons = [
    ...known.map((code) => t(`codes.${code}`)),
    ...(others > 0 ? [t('others', { count: others })] : []),
  ];
  return (
    <div className={styles['verdict']} data-outcome={outcome} data-testid="package-verdict">
      <strong>{t(`outcomes.${outcome}`)}</strong>
      <p>{outcome === 'unproven' ? list(reasons) : t(`texts.${outcome}`)}</p>
      {reissuedAt === null ? null : <p>{t('reissued', { date: moment(reissuedAt) })}</p>}
    </div>
  );
}
