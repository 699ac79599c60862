'use client';

import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { type AddWebhook, Alert, WebhookUrl } from '../../contract/webhooks.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';

interface WebhookFormProps {
  /** What the fields hold at first. */
  readonly initial: AddWebhook;
  readonly confirm: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: AddWebhook) => void;
  readonly onCancel: () => void;
}

export function WebhookForm(props: WebhookFormProps) {
  const { initial, confirm, isPending, error, onSubmit, onCancel } = props;
  const t = useTranslations();
  const words = useErrorWords();
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
    <form onSubmit={submit} noValidate>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
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
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
