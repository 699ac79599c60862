'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconGitMerge } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { DeviceKin, DeviceSummary } from '../../contract/devices.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './device-section.module.css';
import { useMergeDevices } from './use-merge-devices.ts';

/** Other enrolments of the same machine: those merged already, and those that look like it. */
export function DeviceKinSection({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations('devices');
  const { twins, predecessors, successor } = device;
  const parts = [
    { key: 'twins', kin: twins, canMerge: true },
    { key: 'predecessors', kin: predecessors, canMerge: false },
    { key: 'successor', kin: successor === null ? [] : [successor], canMerge: false },
  ] as const;
  return parts
    .filter(({ kin }) => kin.length > 0)
    .map(({ key, kin, canMerge }) => (
      <section key={key} className={styles['section']}>
        <h3>{t(`kin.${key}`)}</h3>
        <p>{t(`kin.${key}Text`)}</p>
        <ul className={styles['kin']}>
          {kin.map((other) => (
            <li key={other.id}>
              <KinName other={other} />
              {canMerge ? <KinAction device={device} other={other} /> : null}
            </li>
          ))}
        </ul>
      </section>
    ));
}

/** The one heard of last is the one that goes on: merging begins there. */
function KinAction({
  device,
  other,
}: {
  readonly device: DeviceSummary;
  readonly other: DeviceKin;
}) {
  const t = useTranslations('devices.kin');
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

function KinName({ other }: { readonly other: DeviceKin }) {
  const t = useTranslations('devices');
  const dates = useDates();
  const date = (at: number): string => dates.moment(at);
  return (
    <span>
      {other.hostname}
      <small>{t('kin.enrolled', { date: date(other.enrolledAt) })}</small>
      {other.lastSeenAt === null ? null : (
        <small>{t('kin.seen', { date: date(other.lastSeenAt) })}</small>
      )}
    </span>
  );
}

interface MergeButtonProps {
  readonly device: DeviceSummary;
  readonly predecessor: DeviceKin;
}

function MergeButton({ device, predecessor }: MergeButtonProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const merge = useMergeDevices();
  const { hostname } = device;
  const ask = (): void =>
    confirm({
      title: t('devices.kin.mergeTitle', { hostname }),
      text: t(
        predecessor.waitingSegments === 0 ? 'devices.kin.mergeText' : 'devices.kin.mergeWaiting',
        {
          hostname: predecessor.hostname,
          count: predecessor.waitingSegments,
        },
      ),
      confirm: t('devices.kin.merge'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        merge.mutate(
          { device: device.id, predecessor: predecessor.id },
          {
            onSuccess: () => notifications.show({ message: t('devices.kin.merged', { hostname }) }),
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
      {t('devices.kin.mergeHere')}
    </Button>
  );
}
