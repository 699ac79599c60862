'use client';

import { Button, Group } from '@mantine/core';
import { IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { WebhookSummary } from '../../contract/webhooks.ts';
import { EditWebhookModal } from './edit-webhook-modal.tsx';
import { LastDelivery } from './last-delivery.tsx';
import { useWebhookAction } from './use-webhook-action.ts';
import styles from './webhooks-card.module.css';

interface WebhookRowProps {
  readonly webhook: WebhookSummary;
  readonly now: number;
}

export function WebhookRow({ webhook, now }: WebhookRowProps) {
  const t = useTranslations();
  const confirm = useConfirm();
  const { id, name, url, alerts, lastDelivery } = webhook;
  const test = useWebhookAction('test', t('webhooks.testQueued', { name }));
  const remove = useWebhookAction('remove', t('webhooks.removed', { name }));
  const [isEditing, setEditing] = useState(false);
  const ask = (): void =>
    confirm({
      title: t('webhooks.removeTitle', { name }),
      text: t('webhooks.removeText'),
      confirm: t('webhooks.remove'),
      cancel: t('common.cancel'),
      onConfirm: () => remove.mutate({ webhook: id }),
    });
  return (
    <li className={styles['row']}>
      <div className={styles['what']}>
        <strong>{name}</strong>
        <code>{url}</code>
        <span className={styles['hint']}>
          {alerts.map((alert) => t(`webhooks.alerts.${alert}`)).join(' · ')}
        </span>
        <LastDelivery delivery={lastDelivery} now={now} />
      </div>
      <Group gap={6} wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate({ webhook: id })}
          aria-label={t('webhooks.testOne', { name })}
          leftSection={<IconSend size={14} aria-hidden="true" />}
        >
          {t('webhooks.test')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setEditing(true)}
          aria-label={t('webhooks.editOne', { name })}
          leftSection={<IconPencil size={14} aria-hidden="true" />}
        >
          {t('webhooks.edit')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          onClick={ask}
          aria-label={t('webhooks.removeOne', { name })}
          leftSection={<IconTrash size={14} aria-hidden="true" />}
        >
          {t('webhooks.remove')}
        </Button>
      </Group>
      {isEditing ? <EditWebhookModal webhook={webhook} onClose={() => setEditing(false)} /> : null}
    </li>
  );
}
