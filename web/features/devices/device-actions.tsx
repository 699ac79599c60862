'use client';

import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconArrowRight, IconBan, IconRestore } from '@tabler/icons-react';
import { type InfiniteData, type QueryClient, useMutation } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import {
  DEVICE_ROUTES,
  type DeviceSummary,
  type DevicesPage,
  type RevokeDevice,
} from '../../contract/devices.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useShownAtOnce } from '../api/use-shown-at-once.ts';
import { useErrorWords } from '../errors/use-error-words.ts';

interface DeviceActionsProps {
  readonly device: DeviceSummary;
}

export function DeviceActions({ device }: DeviceActionsProps) {
  const t = useTranslations('devices');
  return (
    <Stack gap={8} align="flex-start">
      <LinkButton
        href={`/people/${device.person.id}`}
        variant="default"
        rightSection={<IconArrowRight size={15} aria-hidden="true" />}
      >
        {t('openDay')}
      </LinkButton>
      <Group gap={8}>
        {device.health === 'revoked' || device.health === 'retired' ? null : (
          <EndButton device={device} end={useRevokeDevice} words={REVOKING} icon={IconBan} />
        )}
        {device.health === 'retired' ? (
          <ReinstateButton device={device} />
        ) : (
          <EndButton device={device} end={useRetireDevice} words={RETIRING} icon={IconArchive} />
        )}
      </Group>
    </Stack>
  );
}

/** One that was merged goes on as its successor. */
function ReinstateButton({ device: { id, hostname, successor } }: DeviceActionsProps) {
  const t = useTranslations('devices');
  const words = useErrorWords();
  const reinstate = useRouteMutation(DEVICE_ROUTES.reinstateDevice, {
    refreshesAnyway: [DEVICE_ROUTES.listDevices],
    onSuccess: () => notifications.show({ message: t('reinstated', { hostname }) }),
    onError: (error) => notifications.show({ color: 'red', message: words(error) }),
  });
  if (successor !== null) return null;
  return (
    <Button
      variant="default"
      loading={reinstate.isPending}
      onClick={() => reinstate.mutate({ device: id })}
      leftSection={<IconRestore size={15} aria-hidden="true" />}
    >
      {t('reinstate')}
    </Button>
  );
}

const REVOKING = {
  button: 'revoke',
  title: 'revokeTitle',
  text: 'revokeText',
  waiting: 'revokeWaiting',
  confirm: 'revokeConfirm',
  done: 'revoked',
} as const;
const RETIRING = {
  button: 'retire',
  title: 'retireTitle',
  text: 'retireText',
  waiting: 'retireWaiting',
  confirm: 'retireConfirm',
  done: 'retired',
} as const;

interface EndButtonProps {
  readonly device: DeviceSummary;
  readonly end: typeof useRevokeDevice | typeof useRetireDevice;
  readonly words: typeof REVOKING | typeof RETIRING;
  readonly icon: typeof IconBan;
}

/** Asks first, and says what still waits on the computer. */
function EndButton({ device, end: useEnd, words, icon: Icon }: EndButtonProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const confirm = useConfirm();
  const end = useEnd();
  const { hostname, backlog } = device;
  const ask = (): void =>
    confirm({
      title: t(`devices.${words.title}`, { hostname }),
      text:
        backlog.segments === 0
          ? t(`devices.${words.text}`)
          : t(`devices.${words.waiting}`, { count: backlog.segments }),
      confirm: t(`devices.${words.confirm}`),
      cancel: t('common.cancel'),
      // Not by callbacks of `mutate`: the button goes as soon as the list shows the computer as revoked.
      onConfirm: () =>
        void end.mutateAsync({ device: device.id }).then(
          () => notifications.show({ message: t(`devices.${words.done}`, { hostname }) }),
          (error: unknown) => notifications.show({ color: 'red', message: errorWords(error) }),
        ),
    });
  return (
    <Button
      variant="subtle"
      color="red"
      onClick={ask}
      leftSection={<Icon size={15} aria-hidden="true" />}
    >
      {t(`devices.${words.button}`)}
    </Button>
  );
}

/** Takes a computer that is out of use out of the lists. */
function useRetireDevice() {
  return useRouteMutation(DEVICE_ROUTES.retireDevice, {
    refreshesAnyway: [DEVICE_ROUTES.listDevices],
  });
}

/** Not the one device of a link, which is no list of pages. */
const PAGES_KEY = [...routeKey(DEVICE_ROUTES.listDevices), 'pages'];

type Devices = InfiniteData<DevicesPage, string | null>;

function markRevoked(devices: Devices | undefined, id: DeviceId): Devices | undefined {
  return (
    devices && {
      ...devices,
      pages: devices.pages.map((page) => ({
        ...page,
        items: page.items.map((item) =>
          item.id === id ? { ...item, health: 'revoked' as const } : item,
        ),
      })),
    }
  );
}

/** Shown as revoked at once; taken back if the server refuses. */
function useRevokeDevice() {
  return useMutation({
    ...useShownAtOnce([DEVICE_ROUTES.listDevices], showRevoked),
    mutationFn: (request: RevokeDevice) => callRoute(DEVICE_ROUTES.revokeDevice, request),
  });
}

function showRevoked(client: QueryClient, { device }: RevokeDevice): void {
  client.setQueriesData<Devices>({ queryKey: PAGES_KEY }, (devices) =>
    markRevoked(devices, device),
  );
}
