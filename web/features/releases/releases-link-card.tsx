import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import styles from './releases.module.css';

/** The way from the settings to the releases. */
export function ReleasesLinkCard() {
  const t = useTranslations('releases');
  return (
    <Card
      title={t('title')}
      aside={
        <LinkButton href="/settings/releases" variant="default" size="compact-sm">
          {t('card.open')}
        </LinkButton>
      }
    >
      <p className={styles['hint']}>{t('card.text')}</p>
    </Card>
  );
}
