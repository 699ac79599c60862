import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { DeletionSummary } from '../../contract/retention.ts';
import styles from './retention.module.css';

interface CertificateProblemProps {
  readonly device: DeletionSummary['device'];
  readonly mayAudit: boolean;
}

/** Why a certificate that can't be read is an alarm, and where to look. */
export function CertificateProblem({ device, mayAudit }: CertificateProblemProps) {
  const t = useTranslations('retention');
  const entries = new URLSearchParams({
    action: 'footage.deleted',
    subject: `device:${device.id}`,
  });
  return (
    <span className={styles['under']}>
      {t('certificateBrokenText')}{' '}
      {mayAudit ? (
        <PortalLink href={`/audit?${entries}`}>{t('certificateBrokenLink')}</PortalLink>
      ) : null}
    </span>
  );
}
