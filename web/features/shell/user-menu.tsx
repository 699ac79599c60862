'use client';

import { Menu, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Me } from '../../contract/session.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { requestSignOut } from '../api/request-sign-out.ts';
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
          onClick={() => leaveBy(() => void requestSignOut(t('signOutFailed')))}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [
  { scheme: 'light', key: 'light' },
  { scheme: 'dark', key: 'dark' },
  { scheme: 'auto', key: 'system' },
] as const;

function AppearanceItems() {
  const t = useTranslations('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('appearance')}</Menu.Label>
      <Menu.RadioGroup value={colorScheme}>
        {SCHEMES.map(({ scheme, key }) => (
          <Menu.RadioItem key={scheme} value={scheme} onChange={() => setColorScheme(scheme)}>
            {t(key)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function LanguageItems() {
  const t = useTranslations('shell');
  const current = useLocale();
  const [, startTransition] = useTransition();
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      <Menu.RadioGroup value={current}>
        {LOCALES.map((locale) => (
          <Menu.RadioItem
            key={locale}
            value={locale}
            lang={locale}
            onChange={() => startTransition(() => setLocale(locale))}
          >
            {LOCALE_NAMES[locale]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
