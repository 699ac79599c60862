'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { DeviceSummary } from '../../contract/devices.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { BacklogCell } from './backlog-cell.tsx';
import styles from './device-cells.module.css';
import { platformName } from './platform-name.ts';
import type { ServerFacts } from './server-facts.ts';
import { useClockWords } from './use-clock-words.ts';

interface DeviceCellsProps {
  readonly device: DeviceSummary;
  readonly facts: ServerFacts;
  readonly onOpen: () => void;
}

export function DeviceCells({ device, facts, onOpen }: DeviceCellsProps) {
  const t = useTranslations();
  const { ago } = useDuration();
  const clock = useClockWords(device.clockOffset);
  const isPolicyOld = device.policyVersion !== device.assignedPolicyVersion;
  return (
    <>
      <td>
        <UnstyledButton
          className={styles['open']}
          onClick={onOpen}
          aria-haspopup="dialog"
          title={t('devices.openDetails', { hostname: device.hostname })}
        >
          {device.hostname}
        </UnstyledButton>
        <span className={styles['sub']}>{platformName(device.platform)}</span>
      </td>
      <td>{device.person.name}</td>
      <td>
        <StateBadge state={STATES.device[device.health]} />
      </td>
      <td className={styles['quiet']}>
        {device.lastFrameAt === null ? t('common.never') : ago(facts.now - device.lastFrameAt)}
      </td>
      <td>
        <BacklogCell device={device} now={facts.now} />
      </td>
      <td className={styles['quiet']}>{device.recorderVersion}</td>
      <td className={styles['quiet']}>
        {device.policyVersion === 0
          ? t('devices.policyNone')
          : t(isPolicyOld ? 'devices.policyOld' : 'devices.policyCurrent', {
              version: device.policyVersion,
              current: device.assignedPolicyVersion,
            })}
      </td>
      <td className={styles['quiet']} data-tone={clock.isOff ? 'warn' : undefined}>
        {clock.text}
      </td>
    </>
  );
}
