import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCertificate,
  IconLoader2,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { DeletionSummary } from '../../contract/retention.ts';

/** How far a deletion is. */
export function DeletionBadge({ deletion }: { readonly deletion: DeletionSummary }) {
  const t = useTranslations('retention');
  if (deletion.isCertificateBroken) {
    return (
      <StatusBadge tone="bad" Icon={IconAlertOctagon}>
        {t('certificateBroken')}
      </StatusBadge>
    );
  }
  if (deletion.finishedAt !== null) {
    return (
      <StatusBadge tone="ok" Icon={IconCertificate}>
        {t('certified')}
      </StatusBadge>
    );
  }
  return deletion.problem === null ? (
    <StatusBadge tone="accent" Icon={IconLoader2}>
      {t('underWay')}
    </StatusBadge>
  ) : (
    <StatusBadge tone="warn" Icon={IconAlertTriangle}>
      {t('stuck')}
    </StatusBadge>
  );
}
