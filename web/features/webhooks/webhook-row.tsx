'use client';

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { UNKNOWN, withoutUnknown } from '../../contract/told.ts';
import {
  WEBHOOK_ROUTES,
  type WebhookDelivery,
  type WebhookSummary,
} from '../../contract/webhooks.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useDuration } from '../format/use-duration.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { WebhookForm } from './webhook-form.tsx';
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

/** The causes of failed connections, by the code that their error begins with. */
const CAUSES: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'cutOff',
  UND_ERR_SOCKET: 'cutOff',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ETIMEDOUT: 'late',
  UND_ERR_CONNECT_TIMEOUT: 'late',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
};

interface LastDeliveryProps {
  readonly delivery: WebhookDelivery | null;
  readonly now: number;
}

/** What was sent last, when, and what became of it. */
function LastDelivery({ delivery, now }: LastDeliveryProps) {
  const t = useTranslations();
  const { ago, duration } = useDuration();
  const cause = useCauseWords('delivery');
  if (delivery === null) return <p className={styles['hint']}>{t('webhooks.neverSent')}</p>;
  const { alert, event, createdAt, state, error, status, attempts, nextAt } = delivery;
  const what =
    alert === null
      ? t('webhooks.events.test')
      : t('webhooks.alertEvent', {
          alert: t(`webhooks.alerts.${alert}`),
          event: t(`webhooks.events.${event}`),
        });
  return (
    <p className={styles['last']}>
      <StateBadge state={STATES.webhookDelivery[state]} />
      <span>{t('webhooks.whatAgo', { what, ago: ago(now - createdAt) })}</span>
      {error === null ? null : (
        <span className={styles['hint']} title={error}>
          {status === null
            ? cause(CAUSES[error.split(' ', 1)[0] ?? ''] ?? '', error)
            : t('webhooks.answered', { status })}
        </span>
      )}
      {state === 'failing' && nextAt !== null ? (
        <span className={styles['hint']}>
          {t('webhooks.nextTry', { attempts, duration: duration(Math.max(0, nextAt - now)) })}
        </span>
      ) : null}
    </p>
  );
}

const ROUTES = { test: WEBHOOK_ROUTES.testWebhook, remove: WEBHOOK_ROUTES.removeWebhook } as const;

/** `done` says that it is done: the row may be gone by then. */
function useWebhookAction(action: keyof typeof ROUTES, done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useRouteMutation(ROUTES[action], {
    onSuccess: onDone,
    onError,
    onSettled: () =>
      void client.invalidateQueries({ queryKey: routeKey(WEBHOOK_ROUTES.listWebhooks) }),
  });
}

interface EditWebhookModalProps {
  readonly webhook: WebhookSummary;
  readonly onClose: () => void;
}

/** Another name, address or choice of alerts; the secret stays. */
function EditWebhookModal({ webhook, onClose }: EditWebhookModalProps) {
  const t = useTranslations('webhooks');
  const change = useRouteMutation(WEBHOOK_ROUTES.changeWebhook, {
    refreshes: [WEBHOOK_ROUTES.listWebhooks],
  });
  const common = useTranslations('common');
  // Saved from here, an alert that this page does not know would be lost.
  const isOutdated = webhook.alerts.includes(UNKNOWN);
  return (
    <OpenDialog
      onClose={onClose}
      size={460}
      title={t('editTitle', { name: webhook.name })}
      styles={{ title: { fontWeight: 600, fontSize: 15 } }}
    >
      {isOutdated ? <FormAlert tone="info">{common('outdated')}</FormAlert> : null}
      <WebhookForm
        isReady={!isOutdated}
        initial={{ ...webhook, alerts: withoutUnknown(webhook.alerts) }}
        confirm={t('editConfirm')}
        isPending={change.isPending}
        error={change.error}
        onSubmit={(wish) =>
          change.mutate(
            { webhook: webhook.id, ...wish },
            {
              onSuccess: () => {
                notifications.show({ message: t('changed', { name: wish.name }) });
                onClose();
              },
            },
          )
        }
        onCancel={onClose}
      />
    </OpenDialog>
  );
}
