'use client';

import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useStandAbove } from '../../components/dialogs-above.ts';
import { LinkAnswer } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { UserSummary } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { LinkOnce } from './link-once.tsx';
import { USERS_KEY } from './use-users.ts';

/** Makes a link by which the account's owner chooses a password, and shows it this once where nobody has to agree. */
export function LinkButton({ user }: { readonly user: UserSummary }) {
  const t = useTranslations('users');
  const words = useErrorWords();
  const link = useAccountLink();
  const tellAsked = useTellAsked();
  const made = link.data?.done ?? null;
  useStandAbove(made !== null);
  const make = (): void =>
    link.mutate(user.id, {
      onSuccess: tellAsked,
      onError: (error) => notifications.show({ color: 'red', message: words(error) }),
    });
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

/** A new invitation, or a link to choose another password. It is kept in no cache. */
function useAccountLink() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (user: UserId) =>
      portalRequest(
        { path: PORTAL_ROUTES.accountLink, answer: LinkAnswer, body: { user } },
        'POST',
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
