'use client';

import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { useList } from '../format/use-list.ts';
import { platformName } from './platform-name.ts';
import { useClockWords } from './use-clock-words.ts';
import { useEnrolmentFacts } from './use-enrolment-facts.ts';

interface DeviceFactsProps {
  readonly device: DeviceSummary;
  readonly now: number;
}

export function DeviceFactList({ device, now }: DeviceFactsProps) {
  const t = useTranslations();
  const locale = useLocale();
  const dates = useDates();
  const { ago } = useDuration();
  const list = useList();
  const updateFacts = useUpdateFacts(device.update);
  const clock = useClockWords()(device.clockOffset);
  const age = (at: number | null): string => (at === null ? t('common.never') : ago(now - at));
  const { backlog } = device;
  return (
    <FactList
      facts={[
        {
          label: t('devices.state'),
          value: device.state === null ? t('common.unknown') : t(`devices.states.${device.state}`),
        },
        { label: t('devices.person'), value: device.person.name },
        { label: t('devices.displays'), value: list(device.displays) || t('common.none') },
        { label: t('devices.lastFrame'), value: age(device.lastFrameAt) },
        { label: t('devices.lastSeen'), value: age(device.lastSeenAt) },
        { label: t('devices.lastReceived'), value: age(device.lastReceivedAt) },
        {
          label: t('devices.backlog'),
          value:
            backlog.segments === 0
              ? t('devices.noBacklog')
              : `${t('devices.backlogSegments', { count: backlog.segments })}, ${formatBytes(backlog.bytes, locale)}`,
        },
        {
          label: t('devices.freeDisk'),
          value:
            device.freeDiskBytes === null
              ? t('common.unknown')
              : formatBytes(device.freeDiskBytes, locale),
        },
        {
          label: t('devices.clock'),
          value: clock.text,
          tone: clock.isOff ? 'warn' : undefined,
        },
        {
          label: t('devices.keyStorage'),
          value: t(`devices.keyStorages.${device.keyStorage ?? 'unknown'}`),
        },
        { label: t('devices.version'), value: device.recorderVersion },
        ...updateFacts,
        {
          label: t('devices.policy'),
          value: t('devices.policyCurrent', { version: device.policyVersion }),
        },
        { label: t('devices.platform'), value: platformName(device.platform) },
        {
          label: t('devices.enrolled'),
          value: dates.day(device.enrolledAt),
        },
        ...useEnrolmentFacts(device.enrolment),
        { label: t('devices.deviceId'), value: <code>{device.id}</code> },
      ]}
    />
  );
}

const BAD: ReadonlySet<string> = new Set(['refused', 'failed', 'rolled-back']);

/** Who updates a device's recorder, to what, and how the last update went. */
function useUpdateFacts({ by, target, last }: DeviceSummary['update']): readonly Fact[] {
  const t = useTranslations('releases.ofDevice');
  const cause = useCauseWords('update');
  return [
    ...(by === null ? [] : [{ label: t('by'), value: t(`updaters.${by}`) }]),
    ...(target === null ? [] : [{ label: t('target'), value: target }]),
    ...(last === null
      ? []
      : [
          {
            label: t('last'),
            value: (
              <>
                {t(`states.${last.state}`, { version: last.version })}
                {last.code === null || last.state === 'installed' ? null : (
                  <div>
                    <Coded words={cause(last.code)} code={last.code} />
                  </div>
                )}
              </>
            ),
            tone: BAD.has(last.state) ? ('bad' as const) : undefined,
          },
        ]),
  ];
}
