'use client';

import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
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

interface ProblemProps {
  readonly device: DeviceSummary;
}

/** What is wrong with a device, and what that means. Nothing when all is well. */
export function DeviceProblems({ device, now }: ProblemProps & { readonly now: number }) {
  return (
    <>
      <OtherHistory device={device} />
      <DisplayProblems device={device} />
      <RefusedEntries device={device} />
      <HeldUploads device={device} now={now} />
    </>
  );
}

/** The computer keeps another history than this server tells. */
function OtherHistory({ device }: ProblemProps) {
  const t = useTranslations('devices');
  if (!device.contradicts) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('historyTitle')}</h3>
      <p>
        {t('historyText')} <PortalLink href="/integrity">{t('historyLink')}</PortalLink>
      </p>
    </section>
  );
}

/** Displays whose recordings show nothing. */
function DisplayProblems({ device: { pictureProblems } }: ProblemProps) {
  const t = useTranslations('devices.pictures');
  if (pictureProblems.length === 0) return null;
  return (
    <section className={styles['problem']}>
      <h3>{t('title')}</h3>
      <ul>
        {pictureProblems.map(({ display, problem }) => (
          <li key={display}>
            <span>{display}</span>
            <span>{t(problem)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Journal entries that the server refused. */
function RefusedEntries({ device }: ProblemProps) {
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
function HeldUploads({ device, now }: ProblemProps & { readonly now: number }) {
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
