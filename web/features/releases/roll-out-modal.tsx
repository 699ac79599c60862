'use client';

import { MultiSelect, SegmentedControl, Slider } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { RELEASE_ROUTES, type ReleaseSummary, ReleaseTarget } from '../../contract/releases.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useDeviceChoices } from '../devices/use-devices.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { useTeams } from '../teams/use-teams.ts';
import styles from './releases.module.css';

/** A team or device as one text, which is what a select holds. */
function targetValue({ scope, id }: ReleaseTarget): string {
  return `${scope}:${id}`;
}

function targetOf(value: string): ReleaseTarget {
  const [scope, id] = value.split(':');
  return ReleaseTarget.parse({ scope, id });
}

type NamedTarget = ReleaseTarget & { readonly name: string };

/** All teams, and the devices that a search finds, with those that are chosen already. */
function useTargetChoices(chosen: readonly NamedTarget[]) {
  const t = useTranslations('releases');
  const teams = useTeams().data?.items ?? [];
  const { choices: devices, onSearch } = useDeviceChoices();
  const items = {
    team: teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
    device: devices.map(({ value, label }) => ({ value: `device:${value}`, label })),
  };
  const groups = (['team', 'device'] as const).map((scope) => ({
    group: t(`targetGroups.${scope}`),
    items: [...items[scope], ...missing(scope)],
  }));
  const named = (value: string): NamedTarget => {
    const choice = groups.flatMap((group) => group.items).find((item) => item.value === value);
    return { ...targetOf(value), name: choice?.label ?? value };
  };
  return { groups, onSearch, named };

  function missing(scope: ReleaseTarget['scope']) {
    const known = new Set(items[scope].map(({ value }) => value));
    return chosen
      .filter((target) => target.scope === scope && !known.has(targetValue(target)))
      .map((target) => ({ value: targetValue(target), label: target.name }));
  }
}

interface RollOutModalProps {
  readonly release: ReleaseSummary;
  readonly onClose: () => void;
}

const FIRST_SHARE = 10;

/** Whom a release is offered to from now on. */
export function RollOutModal({ release, onClose }: RollOutModalProps) {
  const t = useTranslations();
  const rollOut = useRouteMutation(RELEASE_ROUTES.rollOutRelease, {
    refreshes: [RELEASE_ROUTES.listReleases, RELEASE_ROUTES.listFailedUpdates],
  });
  const { version } = release;
  const [stage, setStage] = useState(release.stage === 'all' ? 'all' : 'some');
  const [percent, setPercent] = useState(release.stage === 'some' ? release.percent : FIRST_SHARE);
  const [targets, setTargets] = useState<readonly NamedTarget[]>(release.targets);
  const { groups, onSearch, named } = useTargetChoices(targets);
  const isNobody = stage === 'some' && percent === 0 && targets.length === 0;
  const save = (): void =>
    rollOut.mutate(
      stage === 'all'
        ? { version, stage }
        : { version, stage: 'some', percent, targets: [...targets] },
      {
        onSuccess: () => {
          notifications.show({ message: t('releases.rolledOut', { version }) });
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('releases.rollOutTitle', { version })}>
      <DialogForm
        error={rollOut.error}
        confirm={t('releases.rollOutConfirm')}
        isReady={!isNobody}
        isPending={rollOut.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <SegmentedControl
          aria-label={t('releases.rollOutTitle', { version })}
          value={stage}
          onChange={setStage}
          data={[
            { value: 'some', label: t('releases.stages.some') },
            { value: 'all', label: t('releases.stages.all') },
          ]}
        />
        {stage === 'some' ? (
          <>
            <div>
              <div className={styles['label']} id="release-share">
                {t('releases.share', { percent })}
              </div>
              <Slider
                aria-labelledby="release-share"
                value={percent}
                onChange={setPercent}
                step={5}
                label={null}
                thumbLabel={t('releases.shareLabel')}
              />
            </div>
            <MultiSelect
              label={t('releases.targets')}
              placeholder={targets.length === 0 ? t('releases.targetsPlaceholder') : ''}
              data={groups}
              value={targets.map(targetValue)}
              onChange={(values) => setTargets(values.map(named))}
              onSearchChange={onSearch}
              searchable
            />
          </>
        ) : null}
        <p className={styles['hint']}>
          {t(`releases.explain.${stage === 'all' ? 'all' : 'some'}`)}
        </p>
      </DialogForm>
    </OpenDialog>
  );
}
