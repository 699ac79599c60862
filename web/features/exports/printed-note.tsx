import { useTranslations } from 'next-intl';
import { useNow } from '../format/use-now.ts';
import { ownTimeZone, useDates } from '../retention/use-dates.ts';
import styles from './exports.module.css';

const MINUTE_MS = 60_000;

/** On paper only: of which package, when it was printed, and by which clock its times are. */
export function PrintedNote({ id }: { readonly id: string }) {
  const t = useTranslations('exports');
  const dates = useDates();
  const now = useNow(MINUTE_MS);
  const date = now === null ? '' : dates.moment(now);
  return (
    <p className={styles['printed']}>
      {t('package')} {id}. {t('printed', { date, zone: ownTimeZone() })}
    </p>
  );
}
