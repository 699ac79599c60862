import { IconCloudOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import styles from './screens.module.css';
import { useSecondsUntil } from './use-seconds-until.ts';

interface ArchiveDownProps {
  /** Unix ms. */
  readonly retryAt: number;
}

/** The footage is in the archive, and the archive does not answer: what happens next, and when. */
export function ArchiveDown({ retryAt }: ArchiveDownProps) {
  const t = useTranslations('day.screen');
  const seconds = useSecondsUntil(retryAt);
  return (
    <div className={`${styles['cover']} ${styles['veil']}`} data-tone="bad" data-testid="trouble">
      <span className={styles['icon']} aria-hidden="true">
        <IconCloudOff size={20} />
      </span>
      <strong className={styles['what']} role="alert">
        {t('archiveDown')}
      </strong>
      <span className={styles['more']}>{t('archiveDownText')}</span>
      <span className={styles['when']}>{t('archiveRetry', { seconds })}</span>
    </div>
  );
}
