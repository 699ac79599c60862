import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ProductMark } from './product-mark.tsx';
import styles from './stand-alone.module.css';

/** The frame of a message that no page is around: for whoever is not signed in. */
export function StandAlone({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <main className={styles['page']}>
      <div className={styles['brand']}>
        <ProductMark size={36} />
        <span>{t('product')}</span>
      </div>
      {children}
    </main>
  );
}
