'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { SideDrawer } from '../../components/side-drawer.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { GrantsSection } from './grants-section.tsx';
import { UserActions } from './user-actions.tsx';
import { UserForm } from './user-form.tsx';

interface UserDrawerProps {
  readonly user: UserSummary | null;
  readonly isMe: boolean;
  readonly onClose: () => void;
}

export function UserDrawer({ user, isMe, onClose }: UserDrawerProps) {
  const t = useTranslations('users');
  // The drawer slides away with its last content.
  const last = useRef(user);
  if (user !== null) last.current = user;
  const shown = user ?? last.current;
  return (
    <SideDrawer opened={user !== null} onClose={onClose} title={shown?.name ?? t('account')}>
      {shown === null ? null : (
        <Stack gap={24} key={shown.id}>
          <UserFacts user={shown} />
          <UserForm user={shown} isMe={isMe} />
          {isMe ? null : <GrantsSection user={shown} />}
          <UserActions user={shown} isMe={isMe} />
        </Stack>
      )}
    </SideDrawer>
  );
}

function UserFacts({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const dates = useDates();
  const when = (at: number | null): string => (at === null ? t('common.never') : dates.moment(at));
  return (
    <FactList
      facts={[
        { label: t('users.status'), value: <StateBadge state={STATES.account[user.status]} /> },
        { label: t('users.email'), value: user.email },
        { label: t('users.created'), value: when(user.createdAt) },
        { label: t('users.lastSignIn'), value: when(user.lastSignInAt) },
        {
          label: t('users.secondFactor'),
          value: t(user.hasSecondFactor ? 'users.on' : 'users.off'),
        },
        ...(user.linkExpiresAt === null
          ? []
          : [{ label: t('users.linkOpen'), value: when(user.linkExpiresAt) }]),
      ]}
    />
  );
}
