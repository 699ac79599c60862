import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ArchiveStatus } from '../../contract/archive.ts';
import styles from './alarm-list.module.css';

const TONES = {
  'hot-store-missing': 'bad',
  'archive-store-missing': 'bad',
  'thumbnails-store-missing': 'bad',
  'evidence-packages-store-missing': 'bad',
  'journal-store-missing': 'bad',
  'uploads-refused': 'bad',
  'store-full': 'bad',
  'archive-refused': 'bad',
  'workers-silent': 'bad',
  'disk-fills-up': 'warn',
  'archive-unreachable': 'warn',
  quarantine: 'warn',
  unknown: 'warn',
} as const satisfies Record<ArchiveStatus['alarms'][number], 'bad' | 'warn'>;

/** What somebody should do something about, and what that is. */
export function AlarmList({ alarms }: { readonly alarms: ArchiveStatus['alarms'] }) {
  const t = useTranslations('archive.alarms');
  if (alarms.length === 0) return null;
  return (
    <div role="alert">
      <ul className={styles['list']}>
        {alarms.map((alarm) => {
          const Icon = TONES[alarm] === 'bad' ? IconAlertOctagon : IconAlertTriangle;
          return (
            <li key={alarm} className={styles['alarm']} data-tone={TONES[alarm]}>
              <Icon size={18} aria-hidden="true" />
              <div>
                <strong>{t(`${alarm}.title`)}</strong>
                <p>{t(`${alarm}.text`)}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
