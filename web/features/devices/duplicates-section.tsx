'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconGitMerge } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import {
  DEVICE_ROUTES,
  type DeviceSummary,
  type DuplicateEnrolment,
} from '../../contract/devices.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './device-section.module.css';

/** Other enrolments of the same machine: those merged already, and those that look like it. */
export function DuplicatesSection({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations('devices');
  const { twins, predecessors, successor } = device;
  const parts = [
    { key: 'twins', others: twins, canMerge: true },
    { key: 'predecessors', others: predecessors, canMerge: false },
    { key: 'successor', others: successor === null ? [] : [successor], canMerge: false },
  ] as const;
  return parts
    .filter(({ others }) => others.length > 0)
    .map(({ key, others, canMerge }) => (
      <section key={key} className={styles['section']}>
        <h3>{t(`duplicates.${key}`)}</h3>
        <p>{t(`duplicates.${key}Text`)}</p>
        <ul className={styles['others']}>
          {others.map((other) => (
            <li key={other.id}>
              <DuplicateName other={other} />
              {canMerge ? <DuplicateAction device={device} other={other} /> : null}
            </li>
          ))}
        </ul>
      </section>
    ));
}

/** The one heard of last is the one that goes on: merging begins there. */
function DuplicateAction({
  device,
  other,
}: {
  readonly device: DeviceSummary;
  readonly other: DuplicateEnrolment;
}) {
  const t = useTranslations('devices.duplicates');
  const [, setOpenId] = useQueryParam('device');
  if ((device.lastSeenAt ?? 0) >= (other.lastSeenAt ?? 0)) {
    return <MergeButton device={device} predecessor={other} />;
  }
  return (
    <Button variant="default" size="compact-sm" onClick={() => setOpenId(other.id)}>
      {t('openOther')}
    </Button>
  );
}

function DuplicateName({ other }: { readonly other: DuplicateEnrolment }) {
  const t = useTranslations('devices');
  const dates = useDates();
  const date = (at: number): string => dates.moment(at);
  return (
    <span>
      {other.hostname}
      <small>{t('duplicates.enrolled', { date: date(other.enrolledAt) })}</small>
      {other.lastSeenAt === null ? null : (
        <small>{t('duplicates.seen', { date: date(other.lastSeenAt) })}</small>
      )}
    </span>
  );
}

interface MergeButtonProps {
  readonly device: DeviceSummary;
  readonly predecessor: DuplicateEnrolment;
}

function MergeButton({ device, predecessor }: MergeButtonProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const client = useQueryClient();
  const merge = useRouteMutation(DEVICE_ROUTES.mergeDevices, {
    onSettled: () =>
      void client.invalidateQueries({ queryKey: routeKey(DEVICE_ROUTES.listDevices) }),
  });
  const { hostname } = device;
  const ask = (): void =>
    confirm({
      title: t('devices.duplicates.mergeTitle', { hostname }),
      text: t(
        predecessor.waitingSegments === 0
          ? 'devices.duplicates.mergeText'
          : 'devices.duplicates.mergeWaiting',
        {
          hostname: predecessor.hostname,
          count: predecessor.waitingSegments,
        },
      ),
      confirm: t('devices.duplicates.merge'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        merge.mutate(
          { device: device.id, predecessor: predecessor.id },
          {
            onSuccess: () =>
              notifications.show({ message: t('devices.duplicates.merged', { hostname }) }),
            onError: (error) => notifications.show({ color: 'red', message: words(error) }),
          },
        ),
    });
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={merge.isPending}
      onClick={ask}
      leftSection={<IconGitMerge size={14} aria-hidden="true" />}
    >
      {t('devices.duplicates.mergeHere')}
    </Button>
  );
}
