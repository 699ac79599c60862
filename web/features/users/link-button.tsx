'use client';

import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLink } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useStandAbove } from '../../components/dialogs-above.ts';
import { USER_ROUTES, type UserSummary } from '../../contract/users.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { LinkOnce } from './link-once.tsx';

/** Makes a link by which the account's owner chooses a password, and shows it this once where nobody has to agree. */
export function LinkButton({ user }: { readonly user: UserSummary }) {
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
