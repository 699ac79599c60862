import { useTranslations } from 'next-intl';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import styles from './evidence-packages.module.css';

const MINUTE_MS = 60_000;

/** On paper only: when it was printed. */
export function PrintedNote() {
  const t = useTranslations('evidencePackages');
  const dates = useDates();
  const now = useNow(MINUTE_MS);
  return (
    <p className={styles['printed']}>
      {t('printed', { date: now === null ? '' : dates.moment(now) })}
    </p>
  );
}
