import { useTranslations } from 'next-intl';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';

/** "1 stretch withheld, 2 regions blurred"; '' for a package that holds all of its clip. */
export function useRedactionWords(): (
  made: Pick<EvidencePackageSummary, 'withheld' | 'blurred'>,
) => string {
  const t = useTranslations('evidencePackages');
  return ({ withheld, blurred }) =>
    withheld + blurred === 0
      ? ''
      : t('redacted', { withheld, blurred, both: withheld > 0 && blurred > 0 ? 'yes' : 'no' });
}
