import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import styles from './disk-bar.module.css';
import { DISK_PARTS, type DiskUse, diskShares } from './disk-shares.ts';

/** One disk as one bar; its legend has the figures. */
export function DiskBar({ use }: { readonly use: DiskUse }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  const shares = diskShares(use);
  return (
    <div className={styles['disk']}>
      <div className={styles['bar']} aria-hidden="true">
        {DISK_PARTS.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: shares[part] }} />
        ))}
      </div>
      <ul className={styles['legend']}>
        {DISK_PARTS.map((part) => (
          <li key={part}>
            <i data-part={part} aria-hidden="true" />
            {t(part)}
            <b>{formatBytes(shares[part], locale)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
