'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { ReleaseSummary } from '../../contract/releases.ts';
import { RollOutModal } from './roll-out-modal.tsx';
import { useReleaseAction } from './use-release-action.ts';

/** What can be done with a release now. */
export function ReleaseActions({ release }: { readonly release: ReleaseSummary }) {
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
