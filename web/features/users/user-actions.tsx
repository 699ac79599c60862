'use client';

import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBan, IconCircleCheck, IconLink, IconLogout, IconShieldOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { LinkOnce } from './link-once.tsx';
import { useAccountLink } from './use-account-link.ts';
import { type UserAction, useUserAction } from './use-user-action.ts';

interface UserActionsProps {
  readonly user: UserSummary;
  readonly isMe: boolean;
}

export function UserActions({ user, isMe }: UserActionsProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const act = useUserAction();
  const link = useAccountLink();
  const { id, name, status } = user;
  const fail = (error: Error) => notifications.show({ color: 'red', message: words(error) });
  const run = (action: UserAction): void =>
    act.mutate(
      { action, user: id },
      {
        onSuccess: () => notifications.show({ message: t(`users.done.${action}`, { name }) }),
        onError: fail,
      },
    );
  const ask = (action: Exclude<UserAction, 'enable'>): void =>
    confirm({
      title: t(`users.ask.${action}`, { name }),
      text: t(`users.askText.${action}`),
      confirm: t(`users.do.${action}`),
      cancel: t('common.cancel'),
      onConfirm: () => run(action),
    });
  const makeLink = (): void => link.mutate(id, { onError: fail });
  const icon = (Icon: typeof IconBan) => <Icon size={15} aria-hidden="true" />;
  if (status === 'disabled') {
    return (
      <Group>
        <Button variant="default" leftSection={icon(IconCircleCheck)} onClick={() => run('enable')}>
          {t('users.do.enable')}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap={8}>
      <Button
        variant="default"
        leftSection={icon(IconLink)}
        loading={link.isPending}
        onClick={makeLink}
      >
        {t(status === 'invited' ? 'users.newInvitation' : 'users.resetPassword')}
      </Button>
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
      <Modal
        opened={link.data !== undefined}
        onClose={link.reset}
        title={t('users.link')}
        closeOnClickOutside={false}
        styles={{ title: { fontWeight: 600, fontSize: 15 } }}
      >
        {link.data === undefined ? null : (
          <LinkOnce link={link.data} name={name} onDone={link.reset} />
        )}
      </Modal>
    </Group>
  );
}
