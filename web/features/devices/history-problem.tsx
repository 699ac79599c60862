import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import styles from './device-problems.module.css';

/** The computer keeps another history than this server tells. Nothing when it does not. */
export function HistoryProblem({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations('devices');
  if (!device.contradicts) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('historyTitle')}</h3>
      <p>
        {t('historyText')} <PortalLink href="/integrity">{t('historyLink')}</PortalLink>
      </p>
    </section>
  );
}
