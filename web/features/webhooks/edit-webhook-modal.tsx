'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { UNKNOWN, withoutUnknown } from '../../contract/told.ts';
import { WEBHOOK_ROUTES, type WebhookSummary } from '../../contract/webhooks.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { WebhookForm } from './webhook-form.tsx';

interface EditWebhookModalProps {
  readonly webhook: WebhookSummary;
  readonly onClose: () => void;
}

/** Another name, address or choice of alerts; the secret stays. */
export function EditWebhookModal({ webhook, onClose }: EditWebhookModalProps) {
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
