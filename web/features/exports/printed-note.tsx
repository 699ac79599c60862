import { useFormatter, useTranslations } from 'next-intl';
import { useNow } from '../format/use-now.ts';
import styles from './exports.module.css';

const MINUTE_MS = 60_000;

/** On paper only: of which package, and when it was printed. */
export function PrintedNote({ id }: { readonly id: string }) {
  const t = useTranslations('exports');
  const format = useFormatter();
  const now = useNow(MINUTE_MS);
  const date =
    now === null
      ? ''
      : format.dateTime(new Date(now / 1000), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <p className={styles['printed']}>
      {t('package')} {id}. {t('printed', { date })}
    </p>
  );
}
