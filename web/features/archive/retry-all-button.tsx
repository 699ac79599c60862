import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRetryQuarantine } from './use-retry-quarantine.ts';

export function RetryAllButton() {
  const t = useTranslations();
  const retry = useRetryQuarantine();
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={retry.isPending}
      onClick={() => retry.retry(null)}
      leftSection={<IconRefresh size={15} aria-hidden="true" />}
    >
      {t('archive.retryAll')}
    </Button>
  );
}
