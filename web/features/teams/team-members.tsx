'use client';

import { ActionIcon, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import {
  type QueryClient,
  type QueryKey,
  type UseMutationOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { type ControlAnswer, DONE } from '../../contract/control.ts';
import {
  type MoveMembers,
  TEAM_ROUTES,
  type TeamSummary,
  type Teams,
} from '../../contract/teams.ts';
import { callRoute } from '../api/call-route.ts';
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
import { membersKey, PERSON_NAMES_KEY, TEAMS_KEY, useTeamMembers } from './use-teams.ts';

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

const KEYS = [TEAMS_KEY, PERSON_NAMES_KEY] as const;
type Before = readonly [QueryKey, unknown][];

function bodyOf({ person, from, to }: Move): MoveMembers | null {
  if (to !== null) return { team: to.id, join: [person.id], leave: [] };
  return from === null ? null : { team: from.id, join: [], leave: [person.id] };
}

async function show(client: QueryClient, move: Move): Promise<Before> {
  await Promise.all(KEYS.map((queryKey) => client.cancelQueries({ queryKey })));
  const before = KEYS.flatMap((queryKey) => client.getQueriesData({ queryKey }));
  const { from, to } = move;
  client.setQueryData<Teams>(TEAMS_KEY, (teams) => teams && countMoved(teams, move));
  if (from !== null) {
    client.setQueryData<Members>(membersKey(from.id), (all) => all && withoutMember(all, move));
  }
  if (to !== null) {
    client.setQueryData<Members>(membersKey(to.id), (all) => all && withMember(all, move));
  }
  return before;
}

/** Shown at once, and put back if the server refuses; the toast takes it back. */
function useMovePerson() {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const tellAsked = useTellAsked();
  const client = useQueryClient();
  const about: UseMutationOptions<ControlAnswer<null>, Error, Move, Before> = {
    mutationFn: async (move) => {
      const body = bodyOf(move);
      if (body === null) return DONE;
      // It is shown as done: whoever leaves the page at once must not undo it.
      return await callRoute(TEAM_ROUTES.moveMembers, body, { keepalive: true });
    },
    onMutate: (move) => show(client, move),
    onError: (error, _move, before) => {
      for (const [key, data] of before ?? []) client.setQueryData(key, data);
      notifications.show({ color: 'red', message: words(error) });
    },
    onSettled: () => {
      for (const queryKey of KEYS) void client.invalidateQueries({ queryKey });
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
