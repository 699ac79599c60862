'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useRetireDevice } from './use-retire-device.ts';

/** Takes a computer that is out of use out of the lists. */
export function RetireButton({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const retire = useRetireDevice();
  const { hostname, backlog } = device;
  const ask = (): void =>
    confirm({
      title: t('devices.retireTitle', { hostname }),
      text:
        backlog.segments === 0
          ? t('devices.retireText')
          : t('devices.retireWaiting', { count: backlog.segments }),
      confirm: t('devices.retireConfirm'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        retire.mutate(device.id, {
          onSuccess: () => notifications.show({ message: t('devices.retired', { hostname }) }),
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        }),
    });
  return (
    <Button
      variant="subtle"
      color="red"
      onClick={ask}
      leftSection={<IconArchive size={15} aria-hidden="true" />}
    >
      {t('devices.retire')}
    </Button>
  );
}
