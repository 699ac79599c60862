import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { StoreFacts } from '../../contract/settings.ts';
import { StoreRow } from './store-row.tsx';
import styles from './stores-card.module.css';

export function StoresCard({ stores }: { readonly stores: readonly StoreFacts[] }) {
  const t = useTranslations('settings');
  const hasArchive = stores.some(({ store }) => store === 'archive');
  return (
    <Card title={t('stores')}>
      <p className={styles['hint']}>{t('testHint')}</p>
      {stores.map((store) => (
        <StoreRow key={store.store} facts={store} />
      ))}
      {hasArchive ? null : <p className={styles['hint']}>{t('noArchive')}</p>}
    </Card>
  );
}
