'use client';

import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Me } from '../../contract/session.ts';
import { signOut } from '../api/sign-out.ts';
import { AppearanceItems } from './appearance-items.tsx';
import { LanguageItems } from './language-items.tsx';
import styles from './user-menu.module.css';

export function UserMenu({ me }: { readonly me: Me }) {
  const t = useTranslations('shell');
  return (
    <Menu position="right-end" width={220} offset={10} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles['trigger']}>
          <VisuallyHidden>{t('account', { name: me.name })}</VisuallyHidden>
          <InitialsAvatar name={me.name} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles['who']}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={PortalLink}
          href="/account"
          leftSection={<IconUserCircle size={16} aria-hidden="true" />}
        >
          {t('accountSettings')}
        </Menu.Item>
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <AppearanceItems />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          onClick={() => leaveBy(() => void signOut(t('signOutFailed')))}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
