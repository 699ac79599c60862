'use client';

import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Alert } from '@workcompanion/core/fleet/alerts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { type AddWebhook, WEBHOOK_ROUTES } from '../../contract/webhooks.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookRow } from './webhook-row.tsx';
import styles from './webhooks-card.module.css';

/** How the last delivery of each went, as it goes. */
const REFRESH_MS = 3_000;

/** Where alerts are sent to, and how that goes. */
export function WebhooksCard() {
  const t = useTranslations('webhooks');
  const [isAdding, setAdding] = useState(false);
  const query = useRoute(WEBHOOK_ROUTES.listWebhooks, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const { data } = query;
  return (
    <Card
      title={t('title')}
      aside={
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setAdding(true)}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
        >
          {t('add')}
        </Button>
      }
    >
      <p className={styles['hint']}>{t('lead')}</p>
      {data !== undefined ? (
        <ul className={styles['list']}>
          {data.items.length === 0 ? <li className={styles['row']}>{t('none')}</li> : null}
          {data.items.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} now={data.now} />
          ))}
        </ul>
      ) : (
        <QueryFallback query={query} skeleton={<Skeleton height={60} />} />
      )}
      <NewWebhookModal isOpen={isAdding} onClose={() => setAdding(false)} />
    </Card>
  );
}

interface NewWebhookModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const BLANK: AddWebhook = { name: '', url: '', alerts: [...Alert.options] };

/** First the wish, then, this once, the secret that signs what is sent. */
function NewWebhookModal({ isOpen, onClose }: NewWebhookModalProps) {
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
