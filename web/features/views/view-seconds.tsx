import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ViewEntry, ViewedStretch } from '../../contract/views.ts';
import styles from './views.module.css';

interface ViewSecondsProps {
  readonly view: ViewEntry;
  readonly children: (stretch: ViewedStretch) => ReactNode;
}

/** A view's stretches to the second, when they are asked for. */
export function ViewSeconds({ view: { stretches, moreStretches }, children }: ViewSecondsProps) {
  const t = useTranslations('views');
  return (
    <details className={styles['seconds']}>
      <summary>{t('seconds')}</summary>
      <ul>
        {stretches.map((stretch) => (
          <li key={`${stretch.kind} ${stretch.display} ${stretch.from}`}>{children(stretch)}</li>
        ))}
        {moreStretches === 0 ? null : <li>{t('moreStretches', { count: moreStretches })}</li>}
      </ul>
    </details>
  );
}
