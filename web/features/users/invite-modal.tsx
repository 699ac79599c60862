'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { InviteForm } from './invite-form.tsx';
import { LinkOnce } from './link-once.tsx';
import { useInviteUser } from './use-invite-user.ts';

interface InviteModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First who and as what; then, this once, the link for them. */
export function InviteModal({ isOpen, onClose }: InviteModalProps) {
  const t = useTranslations('users');
  const invite = useInviteUser();
  const link = invite.data;
  const close = (): void => {
    onClose();
    invite.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={480}
      title={t(link === undefined ? 'inviteTitle' : 'invitedTitle')}
      closeOnClickOutside={false}
    >
      {link === undefined ? (
        <InviteForm
          isPending={invite.isPending}
          error={invite.error}
          onSubmit={(wish) => invite.mutate(wish)}
          onCancel={close}
        />
      ) : (
        <LinkOnce link={link} name={invite.variables.name} onDone={close} />
      )}
    </Modal>
  );
}
