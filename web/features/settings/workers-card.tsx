import { IconPlugConnectedX, IconPointFilled } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { WorkerSummary } from '../../contract/settings.ts';
import { useArchiveSettingFacts } from './use-archive-setting-facts.ts';
import { useWorkerFacts } from './use-worker-facts.tsx';
import styles from './workers-card.module.css';

interface WorkersCardProps {
  readonly workers: readonly WorkerSummary[];
  readonly now: number;
}

/** Which worker processes live, how their jobs do, and by what settings. */
export function WorkersCard({ workers, now }: WorkersCardProps) {
  const t = useTranslations('settings');
  return (
    <Card title={t('workers')}>
      {workers.length === 0 ? <p className={styles['none']}>{t('workersNone')}</p> : null}
      {workers.map((worker) => (
        <Worker key={worker.name} worker={worker} now={now} />
      ))}
    </Card>
  );
}

function Worker({ worker, now }: { readonly worker: WorkerSummary; readonly now: number }) {
  const t = useTranslations('settings');
  const facts = useWorkerFacts(worker, now);
  const archiveFacts = useArchiveSettingFacts(worker.archive);
  return (
    <div className={styles['worker']}>
      <div>
        <div className={styles['name']}>
          <strong>{worker.name}</strong>
          {worker.isAlive ? (
            <StatusBadge tone="ok" Icon={IconPointFilled}>
              {t('alive')}
            </StatusBadge>
          ) : (
            <StatusBadge tone="bad" Icon={IconPlugConnectedX}>
              {t('gone')}
            </StatusBadge>
          )}
        </div>
        <FactList facts={facts} />
      </div>
      {archiveFacts.length === 0 ? null : (
        <div>
          <div className={styles['name']}>{t('follows')}</div>
          <FactList facts={archiveFacts} />
        </div>
      )}
    </div>
  );
}
