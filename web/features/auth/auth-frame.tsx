import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ProductMark } from '../shell/product-mark.tsx';
import styles from './auth-frame.module.css';
import { LanguageLinks } from './language-links.tsx';

interface AuthFrameProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** The quiet card of the pages outside the portal. */
export function AuthFrame({ title, lead, children }: AuthFrameProps) {
  const t = useTranslations('common');
  return (
    <div className={styles['page']}>
      <main className={styles['card']}>
        <div className={styles['brand']}>
          <ProductMark size={36} />
          <span>{t('product')}</span>
        </div>
        <h1 className={styles['title']}>{title}</h1>
        <p className={styles['lead']}>{lead}</p>
        {children}
      </main>
      <LanguageLinks />
    </div>
  );
}
