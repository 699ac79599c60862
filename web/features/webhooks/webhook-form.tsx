'use client';

import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Alert } from '@workcompanion/core/fleet/alerts';
import { useTranslations } from 'next-intl';
import { type AddWebhook, WebhookUrl } from '../../contract/webhooks.ts';
import { DialogForm } from '../forms/dialog-form.tsx';

interface WebhookFormProps {
  /** What the fields hold at first. */
  readonly initial: AddWebhook;
  readonly confirm: string;
  readonly isReady?: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: AddWebhook) => void;
  readonly onCancel: () => void;
}

export function WebhookForm(props: WebhookFormProps) {
  const { initial, confirm, isReady = true, isPending, error, onSubmit, onCancel } = props;
  const t = useTranslations();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: initial.name, url: initial.url, alerts: initial.alerts as string[] },
    validate: {
      name: (name) => (name.trim() === '' ? t('webhooks.nameRequired') : null),
      url: (url) => (WebhookUrl.safeParse(url).success ? null : t('webhooks.urlRefused')),
      alerts: (alerts) => (alerts.length === 0 ? t('webhooks.alertsRequired') : null),
    },
  });
  const submit = form.onSubmit(({ name, url, alerts }) =>
    onSubmit({
      name: name.trim(),
      url: url.trim(),
      alerts: Alert.options.filter((alert) => alerts.includes(alert)),
    }),
  );
  return (
    <DialogForm
      error={error}
      confirm={confirm}
      isReady={isReady}
      isPending={isPending}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextInput
        label={t('webhooks.name')}
        placeholder={t('webhooks.namePlaceholder')}
        maxLength={100}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('webhooks.url')}
        description={t('webhooks.urlHint')}
        placeholder="https://"
        maxLength={2000}
        inputMode="url"
        key={form.key('url')}
        {...form.getInputProps('url')}
      />
      <Checkbox.Group
        label={t('webhooks.which')}
        key={form.key('alerts')}
        {...form.getInputProps('alerts')}
      >
        <Stack gap={8} mt={6}>
          {Alert.options.map((alert) => (
            <Checkbox
              key={alert}
              value={alert}
              label={t(`webhooks.alerts.${alert}`)}
              description={t(`webhooks.explain.${alert}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </DialogForm>
  );
}
