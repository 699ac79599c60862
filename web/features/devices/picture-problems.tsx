import { useTranslations } from 'next-intl';
import type { DeviceSummary } from '../../contract/devices.ts';
import styles from './device-problems.module.css';

interface PictureProblemsProps {
  readonly problems: DeviceSummary['pictureProblems'];
}

/** Displays whose recordings show nothing, with what that means. Nothing when all is well. */
export function PictureProblems({ problems }: PictureProblemsProps) {
  const t = useTranslations('devices.pictures');
  if (problems.length === 0) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('title')}</h3>
      <ul>
        {problems.map(({ display, problem }) => (
          <li key={display}>
            <span>{display}</span>
            <span>{t(problem)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
