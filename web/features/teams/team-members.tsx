'use client';

import { ActionIcon, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import type { EmployeeId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { TeamSummary } from '../../contract/teams.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import styles from './teams-view.module.css';
import { useTeamChange } from './use-team-change.ts';
import { useTeamMembers } from './use-team-members.ts';

export function TeamMembers({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const members = useTeamMembers(team.id);
  const change = useTeamChange();
  const all = members.data?.pages.flatMap((page) => page.items) ?? [];
  const move = (join: readonly EmployeeId[], leave: readonly EmployeeId[]): void =>
    change.mutate(
      { change: 'members', body: { team: team.id, join: [...join], leave: [...leave] } },
      { onError: (error) => notifications.show({ color: 'red', message: words(error) }) },
    );
  return (
    <Stack gap={10}>
      <PersonSelect
        // Empty again after each one.
        key={team.members}
        label={t('teams.addMember')}
        description={t('teams.addMemberHint')}
        value={null}
        onChange={(person) => person && move([person.id], [])}
      />
      {members.isError ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : null}
      {members.isSuccess && all.length === 0 ? (
        <p className={styles['none']}>{t('teams.noMembers')}</p>
      ) : null}
      <ul className={styles['members']} aria-label={t('teams.members')}>
        {all.map(({ id, name }) => (
          <li key={id}>
            <InitialsAvatar name={name} size={26} />
            <span className={styles['member']}>{name}</span>
            <ActionIcon
              aria-label={t('teams.remove', { name })}
              title={t('teams.remove', { name })}
              onClick={() => move([], [id])}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <MorePages list={members} />
    </Stack>
  );
}
