'use client';

import { ActionIcon, Skeleton, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { TeamSummary } from '../../contract/teams.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import styles from './teams-view.module.css';
import { useMovePerson } from './use-move-person.ts';
import { useTeamMembers } from './use-teams.ts';

export function TeamMembers({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations();
  const members = useTeamMembers(team.id);
  const move = useMovePerson();
  const all = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={10}>
      <PersonSelect
        // Empty again after each one.
        key={team.members}
        label={t('teams.addMember')}
        description={t('teams.addMemberHint')}
        placeholder={t('teams.addMemberPlaceholder')}
        value={null}
        onChange={(person) => person && move.mutate({ person, from: person.team, to: team })}
      />
      {members.isPending ? <Skeleton height={120} /> : null}
      {members.isError && members.data === undefined ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : null}
      {members.isSuccess && all.length === 0 ? (
        <p className={styles['none']}>{t('teams.noMembers')}</p>
      ) : null}
      <ul className={styles['members']} aria-label={t('teams.members')}>
        {all.map((person) => (
          <li key={person.id}>
            <InitialsAvatar name={person.name} size={26} />
            <span className={styles['member']}>{person.name}</span>
            <ActionIcon
              aria-label={t('teams.remove', { name: person.name })}
              title={t('teams.remove', { name: person.name })}
              onClick={() => move.mutate({ person, from: team, to: null })}
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
