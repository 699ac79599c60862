'use client';

import { ActionIcon, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { type QueryClient, useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { DONE } from '../../contract/control.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import {
  type MoveMembers,
  TEAM_ROUTES,
  type TeamSummary,
  type Teams,
} from '../../contract/teams.ts';
import { callRoute } from '../api/call-route.ts';
import { useShownAtOnce } from '../api/use-shown-at-once.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import {
  backOf,
  countMoved,
  type Members,
  type Move,
  withMember,
  withoutMember,
} from './move-person.ts';
import styles from './teams-view.module.css';
import { membersKey, TEAMS_KEY, useTeamMembers } from './use-teams.ts';

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
      {members.data === undefined ? (
        <QueryFallback query={members} skeleton={<Skeleton height={120} />} />
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

function bodyOf({ person, from, to }: Move): MoveMembers | null {
  if (to !== null) return { team: to.id, join: [person.id], leave: [] };
  return from === null ? null : { team: from.id, join: [], leave: [person.id] };
}

function show(client: QueryClient, move: Move): void {
  const { from, to } = move;
  client.setQueryData<Teams>(TEAMS_KEY, (teams) => teams && countMoved(teams, move));
  if (from !== null) {
    client.setQueryData<Members>(membersKey(from.id), (all) => all && withoutMember(all, move));
  }
  if (to !== null) {
    client.setQueryData<Members>(membersKey(to.id), (all) => all && withMember(all, move));
  }
}

/** Shown at once, and put back if the server refuses; the toast takes it back. */
function useMovePerson() {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const tellAsked = useTellAsked();
  const shown = useShownAtOnce([TEAM_ROUTES.listTeams, PEOPLE_ROUTES.listPersonNames], show);
  const about = {
    ...shown,
    mutationFn: async (move: Move) => {
      const body = bodyOf(move);
      if (body === null) return DONE;
      // It is shown as done: whoever leaves the page at once must not undo it.
      return await callRoute(TEAM_ROUTES.moveMembers, body, { keepalive: true });
    },
    onError: (...refused: Parameters<typeof shown.onError>) => {
      shown.onError(...refused);
      notifications.show({ color: 'red', message: words(refused[0]) });
    },
  };
  const back = useMutation({ ...about, onSuccess: tellAsked });
  return useMutation({
    ...about,
    onSuccess: (answer, move) => {
      if (tellAsked(answer)) return;
      const { person, from, to } = move;
      const message =
        to === null
          ? t('removed', { name: person.name, team: from?.name ?? '' })
          : t('added', { name: person.name, team: to.name });
      tellUndo({ message, onUndo: () => back.mutate(backOf(move)) });
    },
  });
}
