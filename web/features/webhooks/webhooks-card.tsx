'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { WEBHOOK_ROUTES } from '../../contract/webhooks.ts';
import { useRoute } from '../api/use-route.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { NewWebhookModal } from './new-webhook-modal.tsx';
import { WebhookRow } from './webhook-row.tsx';
import styles from './webhooks-card.module.css';

/** How the last delivery of each went, as it goes. */
const REFRESH_MS = 3_000;

/** Where alerts are sent to, and how that goes. */
export function WebhooksCard() {
  const t = useTranslations('webhooks');
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useRoute(WEBHOOK_ROUTES.listWebhooks, undefined, {
    refetchInterval: REFRESH_MS,
  });
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
      ) : error === null ? (
        <Skeleton height={60} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
      <NewWebhookModal isOpen={isAdding} onClose={() => setAdding(false)} />
    </Card>
  );
}
