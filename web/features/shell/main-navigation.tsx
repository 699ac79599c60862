'use client';

import { IconAdjustmentsHorizontal, IconDeviceDesktop, IconUsers } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Right } from '../../contract/session.ts';
import styles from './main-navigation.module.css';

const ITEMS = [
  { href: '/people', key: 'people', right: 'list', Icon: IconUsers },
  { href: '/devices', key: 'devices', right: 'devices', Icon: IconDeviceDesktop },
  { href: '/policies', key: 'policies', right: 'list', Icon: IconAdjustmentsHorizontal },
] as const satisfies readonly { readonly right: Right; readonly [key: string]: unknown }[];

/** Shows only what the account may open. */
export function MainNavigation({ rights }: { readonly rights: readonly Right[] }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  return (
    <nav className={styles['nav']} aria-label={t('navigation')}>
      {ITEMS.filter(({ right }) => rights.includes(right)).map(({ href, key, Icon }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            className={styles['item']}
            aria-current={isHere ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span>{t(key)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
