'use client';

import { Button, Group } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { ReleaseProgress, ReleaseSummary } from '../../contract/releases.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { FailedUpdatesList } from './failed-updates-list.tsx';
import styles from './releases.module.css';
import { RollOutModal } from './roll-out-modal.tsx';
import { useReleaseAction } from './use-release-action.ts';

interface ReleaseCardProps {
  readonly release: ReleaseSummary;
  readonly now: number;
}

export function ReleaseCard({ release, now }: ReleaseCardProps) {
  const t = useTranslations('releases');
  const locale = useLocale();
  const dates = useDates();
  const reach = useReachWords();
  const { version, bytes, uploadedAt, uploadedBy, sha256, stage, progress } = release;
  const isOut = stage === 'some' || stage === 'all';
  const failed = progress.failed + progress.refused + progress['rolled-back'];
  return (
    <section className={styles['card']} aria-label={t('version', { version })}>
      <div className={styles['head']}>
        <h2>{version}</h2>
        <StateBadge state={STATES.release[stateOf(release)]} />
        {isOut ? <span className={styles['reach']}>{reach(release)}</span> : null}
        <ReleaseActions release={release} />
      </div>
      {release.pauseCause === 'failures' ? (
        <p className={styles['alarm']} role="alert">
          {t('pausedByFailures')}
        </p>
      ) : null}
      <ReleaseProgressBar release={release} />
      {failed > 0 ? <FailedUpdatesList version={version} count={failed} now={now} /> : null}
      <p className={styles['facts']}>
        {t('facts', {
          size: formatBytes(bytes, locale),
          date: dates.moment(uploadedAt),
          name: uploadedBy,
        })}{' '}
        <code title={sha256}>{t('hash', { hash: sha256.slice(0, 12) })}</code>
      </p>
    </section>
  );
}

function stateOf({ stage, pauseCause }: ReleaseSummary): keyof typeof STATES.release {
  if (stage === 'draft' || stage === 'withdrawn') return stage;
  if (pauseCause === null) return 'out';
  return pauseCause === 'failures' ? 'stopped' : 'paused';
}

/** Whom a release is for, in words. */
function useReachWords(): (release: ReleaseSummary) => string {
  const t = useTranslations('releases.reach');
  const format = useFormatter();
  return ({ stage, percent, targets }) => {
    if (stage === 'all') return t('all');
    const names = targets.map(({ scope, name }) => t(scope, { name }));
    const share = percent > 0 ? [t('percent', { percent })] : [];
    return format.list([...share, ...names]) || t('nobody');
  };
}

/** From done to not begun, then what went wrong. */
const PLACES = [
  'installed',
  'not-newer',
  'handed-over',
  'downloading',
  'offered',
  'waiting',
  'rolled-back',
  'failed',
  'refused',
] as const satisfies readonly (keyof ReleaseProgress)[];

/** How many devices are where; nothing before anybody was meant. */
function ReleaseProgressBar({ release }: { readonly release: ReleaseSummary }) {
  const t = useTranslations('releases');
  const { progress, version } = release;
  const shown = PLACES.filter((place) => progress[place] > 0);
  if (shown.length === 0) return null;
  const told = shown.map((place) => t(`progress.${place}`, { count: progress[place] }));
  return (
    <div>
      <div
        className={styles['bar']}
        role="img"
        aria-label={t('progressOf', { version, told: told.join(', ') })}
      >
        {shown.map((place) => (
          <span key={place} data-place={place} style={{ flexGrow: progress[place] }} />
        ))}
      </div>
      <ul className={styles['legend']}>
        {shown.map((place, index) => (
          <li key={place} data-place={place}>
            {told[index]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What can be done with a release now. */
function ReleaseActions({ release }: { readonly release: ReleaseSummary }) {
  const t = useTranslations();
  const confirm = useConfirm();
  const [isRollingOut, setRollingOut] = useState(false);
  const { version, stage, pausedAt } = release;
  const pause = useReleaseAction('pause', t('releases.paused', { version }));
  const resume = useReleaseAction('resume', t('releases.resumed', { version }));
  const withdraw = useReleaseAction('withdraw', t('releases.withdrawn', { version }));
  if (stage === 'withdrawn') return null;
  const isOut = stage === 'some' || stage === 'all';
  const askWithdraw = (): void =>
    confirm({
      title: t('releases.withdrawTitle', { version }),
      text: t('releases.withdrawText'),
      confirm: t('releases.withdraw'),
      cancel: t('common.cancel'),
      onConfirm: () => withdraw.mutate({ version }),
    });
  return (
    <Group gap={6} wrap="nowrap" ml="auto">
      {isOut ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={pause.isPending || resume.isPending}
          onClick={() => (pausedAt === null ? pause : resume).mutate({ version })}
        >
          {t(pausedAt === null ? 'releases.pause' : 'releases.resume')}
        </Button>
      ) : null}
      <Button
        variant={isOut ? 'default' : 'filled'}
        size="compact-sm"
        onClick={() => setRollingOut(true)}
      >
        {t(isOut ? 'releases.changeReach' : 'releases.rollOut')}
      </Button>
      <Button variant="subtle" color="red" size="compact-sm" onClick={askWithdraw}>
        {t('releases.withdraw')}
      </Button>
      {isRollingOut ? (
        <RollOutModal release={release} onClose={() => setRollingOut(false)} />
      ) : null}
    </Group>
  );
}
