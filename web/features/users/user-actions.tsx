'use client';

import { Button, Group } from '@mantine/core';
import { IconBan, IconCircleCheck, IconLogout, IconShieldOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { LinkButton } from './link-button.tsx';
import { type UserAction, useUserAction } from './use-user-action.ts';

interface UserActionsProps {
  readonly user: UserSummary;
  readonly isMe: boolean;
}

export function UserActions({ user, isMe }: UserActionsProps) {
  const t = useTranslations();
  const confirm = useConfirm();
  const act = useUserAction();
  const { name, status } = user;
  const ask = (action: Exclude<UserAction, 'enable'>): void =>
    confirm({
      title: t(`users.ask.${action}`, { name }),
      text: t(`users.askText.${action}`),
      confirm: t(`users.do.${action}`),
      cancel: t('common.cancel'),
      onConfirm: () => act.mutate({ action, user }),
    });
  const icon = (Icon: typeof IconBan) => <Icon size={15} aria-hidden="true" />;
  if (status === 'disabled') {
    return (
      <Group>
        <Button
          variant="default"
          leftSection={icon(IconCircleCheck)}
          onClick={() => act.mutate({ action: 'enable', user })}
        >
          {t('users.do.enable')}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap={8}>
      <LinkButton user={user} />
      {isMe || status === 'invited' ? null : (
        <Button variant="default" leftSection={icon(IconLogout)} onClick={() => ask('endSessions')}>
          {t('users.do.endSessions')}
        </Button>
      )}
      {user.hasSecondFactor && !isMe ? (
        <Button
          variant="default"
          leftSection={icon(IconShieldOff)}
          onClick={() => ask('removeSecondFactor')}
        >
          {t('users.do.removeSecondFactor')}
        </Button>
      ) : null}
      {isMe ? null : (
        <Button
          variant="subtle"
          color="red"
          leftSection={icon(IconBan)}
          onClick={() => ask('disable')}
        >
          {t('users.do.disable')}
        </Button>
      )}
    </Group>
  );
}
