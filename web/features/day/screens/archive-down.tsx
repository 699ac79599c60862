import { IconCloudOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import styles from './screens.module.css';

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

const secondsUntil = (unixMs: number): number =>
  Math.max(0, Math.ceil((unixMs - Date.now()) / 1000));

/** Counts down, a render a second. */
function useSecondsUntil(unixMs: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(unixMs));
  useEffect(() => {
    setSeconds(secondsUntil(unixMs));
    const timer = setInterval(() => setSeconds(secondsUntil(unixMs)), 1_000);
    return () => clearInterval(timer);
  }, [unixMs]);
  return seconds;
}
