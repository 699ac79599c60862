'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Alert } from '@workcompanion/core/fleet/alerts';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import { type AddWebhook, WEBHOOK_ROUTES } from '../../contract/webhooks.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { WebhookForm } from './webhook-form.tsx';

interface NewWebhookModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const BLANK: AddWebhook = { name: '', url: '', alerts: [...Alert.options] };

/** First the wish, then, this once, the secret that signs what is sent. */
export function NewWebhookModal({ isOpen, onClose }: NewWebhookModalProps) {
  const t = useTranslations('webhooks');
  // The answer holds the secret, this once: it is kept in no cache.
  const add = useRouteMutation(WEBHOOK_ROUTES.addWebhook, {
    gcTime: 0,
    refreshes: [WEBHOOK_ROUTES.listWebhooks],
  });
  const secret = add.data?.secret;
  const close = (): void => {
    onClose();
    add.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={secret === undefined ? 460 : 560}
      title={t(secret === undefined ? 'addTitle' : 'addedTitle')}
      closeOnClickOutside={secret === undefined}
    >
      {secret === undefined ? (
        <WebhookForm
          initial={BLANK}
          confirm={t('addConfirm')}
          isPending={add.isPending}
          error={add.error}
          onSubmit={(wish) => add.mutate(wish)}
          onCancel={close}
        />
      ) : (
        <Secret secret={secret} onDone={close} />
      )}
    </Modal>
  );
}

function Secret({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  const t = useTranslations();
  return (
    <Stack gap={16}>
      <Text c="dimmed">{t('webhooks.secretText')}</Text>
      <CopyField
        value={secret}
        label={t('webhooks.secret')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          {t('webhooks.done')}
        </Button>
      </Group>
    </Stack>
  );
}
