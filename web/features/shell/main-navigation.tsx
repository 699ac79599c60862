'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Me } from '../../contract/session.ts';
import { WaitingCount } from '../control/waiting-count.tsx';
import styles from './main-navigation.module.css';
import { pagesOf } from './pages.ts';

/** Shows only what the account may open. */
export function MainNavigation({ me }: { readonly me: Me }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  return (
    <nav className={styles['nav']} aria-label={t('navigation')}>
      {pagesOf(me).map(({ href, key, Icon }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <PortalLink
            key={href}
            href={href}
            className={styles['item']}
            aria-current={isHere ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span>{t(key)}</span>
            {key === 'approvals' ? <WaitingCount /> : null}
          </PortalLink>
        );
      })}
    </nav>
  );
}
