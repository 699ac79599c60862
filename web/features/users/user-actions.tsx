'use client';
import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBan, IconCircleCheck, IconLink, IconLogout, IconShieldOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useStandAbove } from '../../components/dialogs-above.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import { type ControlAnswer, DONE } from '../../contract/control.ts';
import { USER_ROUTES, type UserSummary } from '../../contract/users.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { LinkOnce } from './link-once.tsx';

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

/** Makes a link by which the account's owner chooses a password, and shows it this once where nobody has to agree. */
function LinkButton({ user }: { readonly user: UserSummary }) {
  const t = useTranslations('users');
  const words = useErrorWords();
  // The link is kept in no cache.
  const link = useRouteMutation(USER_ROUTES.makeAccountLink, {
    gcTime: 0,
    refreshes: [USER_ROUTES.listUsers],
  });
  const tellAsked = useTellAsked();
  const made = link.data?.done ?? null;
  useStandAbove(made !== null);
  const make = (): void =>
    link.mutate(
      { user: user.id },
      {
        onSuccess: tellAsked,
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLink size={15} aria-hidden="true" />}
        loading={link.isPending}
        onClick={make}
      >
        {t(user.status === 'invited' ? 'newInvitation' : 'resetPassword')}
      </Button>
      <Modal
        opened={made !== null}
        onClose={link.reset}
        title={t('link')}
        closeOnClickOutside={false}
      >
        {made === null ? null : <LinkOnce link={made} name={user.name} onDone={link.reset} />}
      </Modal>
    </>
  );
}

const ROUTES = {
  disable: USER_ROUTES.disableUser,
  enable: USER_ROUTES.enableUser,
  endSessions: USER_ROUTES.endSessionsOfUser,
  removeSecondFactor: USER_ROUTES.removeSecondFactorOfUser,
} as const;
type UserAction = keyof typeof ROUTES;

interface OfUser {
  readonly action: UserAction;
  readonly user: Pick<UserSummary, 'id' | 'name'>;
}

/** What is done to one account, or waits for a second person. Told in a toast, which takes a disabling back. */
function useUserAction() {
  const t = useTranslations('users.done');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const tellAsked = useTellAsked();
  const client = useQueryClient();
  const about = {
    mutationFn: async ({ action, user }: OfUser): Promise<ControlAnswer<null>> => {
      const answer = await callRoute(ROUTES[action], { user: user.id });
      return answer ?? DONE;
    },
    onError: (error: Error) => notifications.show({ color: 'red', message: words(error) }),
    onSettled: () => void client.invalidateQueries({ queryKey: routeKey(USER_ROUTES.listUsers) }),
  };
  const tell = ({ action, user }: OfUser): void =>
    void notifications.show({ message: t(action, { name: user.name }) });
  const enable = useMutation({
    ...about,
    onSuccess: (answer, of) => {
      if (!tellAsked(answer)) tell(of);
    },
  });
  return useMutation({
    ...about,
    onSuccess: (answer, of) => {
      if (tellAsked(answer)) return;
      if (of.action !== 'disable') return tell(of);
      const onUndo = () => enable.mutate({ ...of, action: 'enable' });
      tellUndo({ message: t('disable', { name: of.user.name }), onUndo });
    },
  });
}
