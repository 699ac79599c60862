'use client';

import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconArrowRight, IconBan } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { DEVICE_ROUTES, type DeviceSummary } from '../../contract/devices.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useRevokeDevice } from './use-revoke-device.ts';

export function DeviceActions({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const revoke = useRevokeDevice();
  const { hostname, backlog } = device;
  const ask = (): void =>
    confirm({
      title: t('devices.revokeTitle', { hostname }),
      text:
        backlog.segments === 0
          ? t('devices.revokeText')
          : t('devices.revokeWaiting', { count: backlog.segments }),
      confirm: t('devices.revokeConfirm'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        revoke.mutate(device.id, {
          onSuccess: () => notifications.show({ message: t('devices.revoked', { hostname }) }),
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        }),
    });
  return (
    <Stack gap={8} align="flex-start">
      <LinkButton
        href={`/people/${device.person.id}`}
        variant="default"
        rightSection={<IconArrowRight size={15} aria-hidden="true" />}
      >
        {t('devices.openDay')}
      </LinkButton>
      <Group gap={8}>
        {device.health === 'revoked' || device.health === 'retired' ? null : (
          <Button
            variant="subtle"
            color="red"
            onClick={ask}
            leftSection={<IconBan size={15} aria-hidden="true" />}
          >
            {t('devices.revoke')}
          </Button>
        )}
        {device.health === 'retired' ? null : <RetireButton device={device} />}
      </Group>
    </Stack>
  );
}

/** Takes a computer that is out of use out of the lists. */
function RetireButton({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const client = useQueryClient();
  const retire = useRouteMutation(DEVICE_ROUTES.retireDevice, {
    onSettled: () =>
      void client.invalidateQueries({ queryKey: routeKey(DEVICE_ROUTES.listDevices) }),
  });
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
        retire.mutate(
          { device: device.id },
          {
            onSuccess: () => notifications.show({ message: t('devices.retired', { hostname }) }),
            onError: (error) => notifications.show({ color: 'red', message: words(error) }),
          },
        ),
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
