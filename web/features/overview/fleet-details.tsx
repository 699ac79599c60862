'use client';

import { useTranslations } from 'next-intl';
import { ArchiveCards } from './archive-cards.tsx';
import { BacklogCard } from './backlog-card.tsx';
import { FramesCard } from './frames-card.tsx';
import styles from './overview.module.css';
import { useOverview } from './use-overview.ts';

interface FleetDetailsProps {
  /** The archive and the disk are the system's. */
  readonly isSystem: boolean;
}

/** Where the recordings are: on computers, on this server, in the archive. */
export function FleetDetails({ isSystem }: FleetDetailsProps) {
  const t = useTranslations('overview');
  const { data } = useOverview();
  const hasDevices = data !== undefined && data.devices > 0;
  if (!hasDevices && !isSystem) return null;
  return (
    <section className={styles['section']} aria-labelledby="home-storage">
      <div className={styles['head']}>
        <h2 id="home-storage">{t('storage')}</h2>
      </div>
      {hasDevices ? (
        <div className={styles['pair']}>
          <FramesCard overview={data} />
          <BacklogCard overview={data} />
        </div>
      ) : null}
      {isSystem ? <ArchiveCards /> : null}
    </section>
  );
}
