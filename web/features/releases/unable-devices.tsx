import { useTranslations } from 'next-intl';
import type { Releases } from '../../contract/releases.ts';
import styles from './releases.module.css';

/** Devices that no release from here will reach, and why; nothing when there are none. */
export function UnableDevices({ unable }: { readonly unable: Releases['unable'] }) {
  const t = useTranslations('releases.unable');
  const { ownTools, none, tooOld } = unable;
  const told = [
    ownTools > 0 ? t('ownTools', { count: ownTools }) : null,
    none > 0 ? t('none', { count: none }) : null,
    tooOld > 0 ? t('tooOld', { count: tooOld }) : null,
  ].filter((words) => words !== null);
  if (told.length === 0) return null;
  return <p className={styles['hint']}>{t('all', { told: told.join(t('and')) })}</p>;
}
