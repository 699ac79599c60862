'use client';

import { useTranslations } from 'next-intl';
import type { DeviceSummary } from '../../contract/devices.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './device-problems.module.css';

const EXPLAINED = [
  'digest-mismatch',
  'statement-invalid',
  'statement-implausible',
  'statement-mismatch',
  'signature-invalid',
  'foreign-device',
  'journal-fork',
  'chain-broken',
  'segment-conflict',
  'unknown-key',
  'key-window-mismatch',
  'body-too-large',
  'invalid-input',
] as const;

/** µs */
const HELD_SHOWN_FOR = 7 * 86_400_000_000;

/** Refused journal entries, with what that means. Nothing when all is well. */
export function DeviceProblems({ device }: { readonly device: DeviceSummary }) {
  const t = useTranslations('devices');
  const words = (code: string): string => {
    const known = EXPLAINED.find((candidate) => candidate === code);
    return known === undefined ? t('codes.other', { code }) : t(`codes.${known}`);
  };
  if (device.parked.length === 0) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('parkedTitle')}</h3>
      <p>{t('parkedText')}</p>
      <ul>
        {device.parked.map(({ index, code }) => (
          <li key={index}>
            <span>{t('parkedEntry', { index })}</span>
            <span title={code}>{words(code)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** It sent too many uploads that came to nothing. */
export function HeldUploads({
  device,
  now,
}: {
  readonly device: DeviceSummary;
  readonly now: number;
}) {
  const t = useTranslations('devices');
  const { ago } = useDuration();
  const { uploadsHeldAt } = device;
  if (uploadsHeldAt === null || now - uploadsHeldAt > HELD_SHOWN_FOR) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('heldTitle')}</h3>
      <p>{t('heldText', { ago: ago(now - uploadsHeldAt) })}</p>
    </section>
  );
}
