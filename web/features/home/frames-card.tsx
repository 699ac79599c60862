import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { Overview } from '../../contract/overview.ts';
import styles from './fleet.module.css';

/** Devices by the age of the last frame that the server holds and has proved. */
export function FramesCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { frames, devices } = overview;
  return (
    <Card title={t('frames')}>
      <div className={styles['bar']} aria-hidden="true">
        {frames.map(({ age, count }) => (
          <i key={age} data-age={age} style={{ flexGrow: count }} hidden={count === 0} />
        ))}
      </div>
      <ul className={styles['ages']}>
        {frames.map(({ age, count }) => (
          <li key={age} data-empty={count === 0}>
            <i data-age={age} aria-hidden="true" />
            <span>{t(`ages.${age}`)}</span>
            <b>{format.number(count)}</b>
            <small>
              {format.number(devices === 0 ? 0 : Math.floor((count / devices) * 1000) / 1000, {
                style: 'percent',
                maximumFractionDigits: 1,
              })}
            </small>
          </li>
        ))}
      </ul>
      <p className={styles['hint']}>{t('framesHint')}</p>
    </Card>
  );
}
