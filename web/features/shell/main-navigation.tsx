'use client';

import {
  IconAdjustmentsHorizontal,
  IconArchive,
  IconDeviceDesktop,
  IconEye,
  IconGauge,
  IconHourglassLow,
  IconListSearch,
  IconSettings,
  IconShieldCheck,
  IconUserCog,
  IconUserScan,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Me, Right } from '../../contract/session.ts';
import styles from './main-navigation.module.css';

const ITEMS = [
  { href: '/me', key: 'me', right: null, Icon: IconUserScan },
  { href: '/overview', key: 'overview', right: 'list', overSome: true, Icon: IconGauge },
  { href: '/people', key: 'people', right: 'list', overSome: true, Icon: IconUsers },
  { href: '/devices', key: 'devices', right: 'devices', Icon: IconDeviceDesktop },
  { href: '/policies', key: 'policies', right: 'list', Icon: IconAdjustmentsHorizontal },
  { href: '/archive', key: 'archive', right: 'system', Icon: IconArchive },
  { href: '/retention', key: 'retention', right: 'list', Icon: IconHourglassLow },
  { href: '/integrity', key: 'integrity', right: 'list', Icon: IconShieldCheck },
  { href: '/users', key: 'users', right: 'users', Icon: IconUserCog },
  { href: '/teams', key: 'teams', right: 'users', Icon: IconUsersGroup },
  { href: '/settings', key: 'settings', right: 'system', Icon: IconSettings },
  { href: '/views', key: 'views', right: 'audit', Icon: IconEye },
  { href: '/audit', key: 'audit', right: 'audit', Icon: IconListSearch },
] as const satisfies readonly { readonly right: Right | null; readonly [key: string]: unknown }[];

/** Shows only what the account may open. */
export function MainNavigation({ me }: { readonly me: Me }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  return (
    <nav className={styles['nav']} aria-label={t('navigation')}>
      {ITEMS.filter((item) => mayOpen(me, item)).map(({ href, key, Icon }) => {
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

function mayOpen(me: Me, item: (typeof ITEMS)[number]): boolean {
  if (item.right === null) return me.isRecorded;
  return ('overSome' in item ? me.rightsOverSome : me.rights).includes(item.right);
}
