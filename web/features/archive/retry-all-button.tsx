import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import { useRetryQuarantine } from './use-retry-quarantine.ts';

export function RetryAllButton() {
  const t = useTranslations();
  const confirm = useConfirm();
  const retry = useRetryQuarantine();
  const ask = (): void =>
    confirm({
      title: t('archive.retryAllTitle'),
      text: t('archive.retryAllText'),
      confirm: t('archive.retryAll'),
      cancel: t('common.cancel'),
      onConfirm: () => retry.retry(null),
    });
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={retry.isPending}
      onClick={ask}
      leftSection={<IconRefresh size={15} aria-hidden="true" />}
    >
      {t('archive.retryAll')}
    </Button>
  );
}
