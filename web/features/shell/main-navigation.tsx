'use client';

import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Me } from '../../contract/session.ts';
import { WaitingCount } from '../control/waiting-mark.tsx';
import { UnreadCount } from '../inbox/unread-count.tsx';
import { palette } from '../palette/palette-store.ts';
import styles from './main-navigation.module.css';
import { type Page, pagesOf } from './pages.ts';

/** So many stand in the bar of a phone; "More" opens the others. */
const ON_PHONE = 4;

/** Shows only what the account may open. */
export function MainNavigation({ me }: { readonly me: Me }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const pages = pagesOf(me);
  const isHere = ({ href }: Page): boolean => pathname === href || pathname.startsWith(`${href}/`);
  return (
    <nav className={styles['nav']} aria-label={t('navigation')}>
      {pages.map((page, index) => {
        const { href, key, Icon } = page;
        return (
          <PortalLink
            key={href}
            href={href}
            className={styles['item']}
            aria-current={isHere(page) ? 'page' : undefined}
            data-rest={index >= ON_PHONE}
          >
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span>{t(key)}</span>
            {key === 'approvals' ? <WaitingCount /> : null}
            {key === 'inbox' ? <UnreadCount /> : null}
          </PortalLink>
        );
      })}
      <MorePages pages={pages.slice(ON_PHONE)} isHere={isHere} />
    </nav>
  );
}

interface MorePagesProps {
  readonly pages: readonly Page[];
  readonly isHere: (page: Page) => boolean;
}

function MorePages({ pages, isHere }: MorePagesProps) {
  const t = useTranslations('shell');
  return (
    <Menu position="top-end" width={240} offset={8} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={`${styles['item']} ${styles['more']}`}
          data-active={pages.some(isHere)}
        >
          <IconDots size={20} stroke={1.7} aria-hidden="true" />
          <span>{t('more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
        <Menu.Item
          leftSection={<IconSearch size={18} stroke={1.7} aria-hidden="true" />}
          onClick={palette.open}
        >
          {t('goTo')}
        </Menu.Item>
        {pages.map((page) => {
          const { href, key, Icon } = page;
          return (
            <Menu.Item
              key={href}
              component={PortalLink}
              href={href}
              aria-current={isHere(page) ? 'page' : undefined}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden="true" />}
            >
              {t(key)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
