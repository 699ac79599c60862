'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { NewTokenForm } from './new-token-form.tsx';
import { TokenOnce } from './token-once.tsx';
import { useCreateToken } from './use-create-token.ts';

interface NewTokenModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First the wish, then, this once, the token and what to do with it. */
export function NewTokenModal({ isOpen, onClose }: NewTokenModalProps) {
  const t = useTranslations('tokens');
  const create = useCreateToken();
  const isMade = create.data !== undefined;
  const close = (): void => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={isMade ? 640 : 440}
      title={t(isMade ? 'createdTitle' : 'createTitle')}
      closeOnClickOutside={!isMade}
    >
      {create.data === undefined ? (
        <NewTokenForm
          isPending={create.isPending}
          error={create.error}
          onSubmit={(wish) => create.mutate(wish)}
          onCancel={close}
        />
      ) : (
        <TokenOnce created={create.data} onDone={close} />
      )}
    </Modal>
  );
}
