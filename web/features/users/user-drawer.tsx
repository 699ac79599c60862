'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { SideDrawer } from '../../components/side-drawer.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { GrantsSection } from './grants-section.tsx';
import { UserActions } from './user-actions.tsx';
import { UserFacts } from './user-facts.tsx';
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
