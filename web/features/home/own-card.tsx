import { IconUserScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import styles from './home.module.css';

/** The way to what is recorded of whoever is signed in. */
export function OwnCard() {
  const t = useTranslations('home.own');
  return (
    <Card title={t('title')}>
      <div className={styles['foot']}>
        <span>{t('text')}</span>
        <LinkButton
          href="/me"
          variant="default"
          leftSection={<IconUserScan size={15} aria-hidden="true" />}
        >
          {t('link')}
        </LinkButton>
      </div>
    </Card>
  );
}
