'use client';

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSend, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { WebhookSummary } from '../../contract/webhooks.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { LastDelivery } from './last-delivery.tsx';
import { useWebhookAction } from './use-webhook-action.ts';
import styles from './webhooks-card.module.css';

interface WebhookRowProps {
  readonly webhook: WebhookSummary;
  readonly now: number;
}

export function WebhookRow({ webhook, now }: WebhookRowProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const test = useWebhookAction('test');
  const remove = useWebhookAction('remove');
  const { id, name, url, alerts, lastDelivery } = webhook;
  const onError = (error: Error): void => {
    notifications.show({ color: 'red', message: words(error) });
  };
  const ask = (): void =>
    confirm({
      title: t('webhooks.removeTitle', { name }),
      text: t('webhooks.removeText'),
      confirm: t('webhooks.remove'),
      cancel: t('common.cancel'),
      onConfirm: () => remove.mutate({ webhook: id }, { onError }),
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
          onClick={() => test.mutate({ webhook: id }, { onError })}
          aria-label={t('webhooks.testOne', { name })}
          leftSection={<IconSend size={14} aria-hidden="true" />}
        >
          {t('webhooks.test')}
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
    </li>
  );
}
