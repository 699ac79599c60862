import { IconUsersGroup } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import styles from './both-duties.module.css';

/** Who runs the system and watches recordings too; nothing when nobody does. */
export function BothDuties({ names }: { readonly names: readonly string[] }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  if (names.length === 0) return null;
  return (
    <div className={styles['hint']} role="note">
      <IconUsersGroup size={18} aria-hidden="true" />
      <div>
        <strong>{t('bothDutiesTitle')}</strong>
        <p>{t('bothDutiesText', { names: format.list(names), count: names.length })}</p>
      </div>
    </div>
  );
}
