'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { InviteForm } from './invite-form.tsx';
import { LinkOnce } from './link-once.tsx';
import { useInviteUser } from './use-invite-user.ts';

interface InviteModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First who and as what; then, this once, the link for them, where nobody has to agree. */
export function InviteModal({ isOpen, onClose }: InviteModalProps) {
  const t = useTranslations('users');
  const invite = useInviteUser();
  const tellAsked = useTellAsked();
  const link = invite.data?.done ?? null;
  const close = (): void => {
    onClose();
    invite.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={480}
      title={t(link === null ? 'inviteTitle' : 'invitedTitle')}
      closeOnClickOutside={false}
    >
      {link === null ? (
        <InviteForm
          isPending={invite.isPending}
          error={invite.error}
          onSubmit={(wish) =>
            invite.mutate(wish, { onSuccess: (answer) => tellAsked(answer) && close() })
          }
          onCancel={close}
        />
      ) : (
        <LinkOnce link={link} name={invite.variables?.name ?? ''} onDone={close} />
      )}
    </Modal>
  );
}
