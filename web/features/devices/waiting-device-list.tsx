'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { DEVICE_ROUTES, type DeviceDecision, type WaitingDevice } from '../../contract/devices.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { useEnrolmentFacts } from './use-enrolment-facts.ts';
import styles from './waiting-devices.module.css';

const REFRESH_MS = 5_000;

/** Computers of which an administrator must say first whose they are. Nothing when none waits. */
export function WaitingDeviceList() {
  const t = useTranslations('devices.waiting');
  const { data } = useRoute(DEVICE_ROUTES.listWaitingDevices, undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className={styles['waiting']} aria-label={t('title', { count: data.items.length })}>
      <h2>{t('title', { count: data.items.length })}</h2>
      <p>{t('text')}</p>
      <ul>
        {data.items.map((device) => (
          <li key={device.id}>
            <Claim device={device} now={data.now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Claim({ device, now }: { readonly device: WaitingDevice; readonly now: number }) {
  const t = useTranslations('devices.enrolment');
  const { ago } = useDuration();
  const facts = useEnrolmentFacts(device.enrolment);
  const received = device.lastReceivedAt;
  return (
    <>
      <h3>{useClaimWords(device)}</h3>
      <p>
        {t('asked', { age: ago(now - device.enrolledAt) })}
        {' · '}
        {received === null ? t('nothingReceived') : t('received', { age: ago(now - received) })}
      </p>
      <div className={styles['columns']}>
        <FactList facts={facts} />
        <Decision device={device} />
      </div>
    </>
  );
}

function useClaimWords({ hostname, claimed, why, enrolment }: WaitingDevice): string {
  const t = useTranslations('devices.waiting');
  if (claimed === null) return t('nobody', { hostname, login: enrolment.userName });
  const { name, team } = claimed;
  if (why === 'known-person') return t('known', { hostname, name });
  return team === null
    ? t('otherTeamNone', { hostname, name })
    : t('otherTeam', { hostname, name, team });
}

function useDecideDevice() {
  const client = useQueryClient();
  return useRouteMutation(DEVICE_ROUTES.decideDevice, {
    // Nobody waits for it: the device leaves the list, and whoever decided is told before that.
    onSettled: () => {
      for (const route of [DEVICE_ROUTES.listWaitingDevices, DEVICE_ROUTES.listDevices])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
}

function Decision({ device }: { readonly device: WaitingDevice }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const decide = useDecideDevice();
  const [person, setPerson] = useState<Pick<
    NonNullable<typeof device.claimed>,
    'id' | 'name'
  > | null>(device.claimed);
  const { id, hostname } = device;
  const send = (decision: DeviceDecision, done: string): void =>
    decide.mutate(decision, {
      onSuccess: () => notifications.show({ message: done }),
      onError: (error) => notifications.show({ color: 'red', message: words(error) }),
    });
  const refuse = (): void =>
    confirm({
      title: t('devices.waiting.refuseTitle', { hostname }),
      text: t('devices.waiting.refuseText'),
      confirm: t('devices.waiting.refuse'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        send({ decision: 'refuse', device: id }, t('devices.waiting.refused', { hostname })),
    });
  return (
    <div className={styles['decision']}>
      <PersonSelect
        label={t('devices.waiting.person')}
        value={person?.id ?? null}
        name={person?.name}
        onChange={setPerson}
      />
      <div>
        <Button
          disabled={person === null}
          loading={decide.isPending}
          onClick={() => {
            if (person === null) return;
            const approval = { decision: 'approve', device: id, personId: person.id } as const;
            send(approval, t('devices.waiting.approved', { hostname, name: person.name }));
          }}
        >
          {t('devices.waiting.approve')}
        </Button>
        <Button variant="subtle" color="red" onClick={refuse}>
          {t('devices.waiting.refuse')}
        </Button>
      </div>
    </div>
  );
}
