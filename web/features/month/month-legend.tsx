import { useTranslations } from 'next-intl';
import styles from './month.module.css';

const LEVELS = [
  { level: 1, hours: 0 },
  { level: 2, hours: 2 },
  { level: 3, hours: 4 },
  { level: 4, hours: 6 },
] as const;

export function MonthLegend({ timeZone }: { readonly timeZone: string }) {
  const t = useTranslations('month');
  return (
    <p className={styles['legend']}>
      {LEVELS.map(({ level, hours }) => (
        <span key={level}>
          <i className={styles['cell']} data-level={level} />
          {hours === 0 ? t('some') : t('from', { hours })}
        </span>
      ))}
      <span>
        <i className={styles['fault']}>{t('minutes')}</i>
        {t('faultHint')}
      </span>
      <span>{t('zone', { zone: timeZone })}</span>
    </p>
  );
}
