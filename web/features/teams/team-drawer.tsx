'use client';
import { Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isAppError } from '@workcompanion/core/errors';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { SideDrawer } from '../../components/side-drawer.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { type ControlAnswer, DONE } from '../../contract/control.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import {
  type OneTeam,
  type RenameTeam,
  type SetManagers,
  TEAM_ROUTES,
  type TeamSummary,
} from '../../contract/teams.ts';
import { USER_ROUTES } from '../../contract/users.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { TeamMembers } from './team-members.tsx';

interface TeamDrawerProps {
  readonly team: TeamSummary | null;
  readonly onClose: () => void;
}

export function TeamDrawer({ team, onClose }: TeamDrawerProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const change = useTeamChange();
  // The drawer slides away with its last content.
  const last = useRef(team);
  if (team !== null) last.current = team;
  const shown = team ?? last.current;
  const ask = ({ id, name }: TeamSummary): void =>
    confirm({
      title: t('teams.deleteTitle', { name }),
      text: t('teams.deleteText'),
      confirm: t('teams.delete'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        change.mutate(
          { change: 'delete', body: { team: id } },
          {
            onSuccess: () => {
              onClose();
              notifications.show({ message: t('teams.deleted', { name }) });
            },
            onError: (error) =>
              notifications.show({
                color: 'red',
                message: isAppError(error, 'in-use') ? t('teams.inUse') : words(error),
              }),
          },
        ),
    });
  return (
    <SideDrawer opened={team !== null} onClose={onClose} title={shown?.name ?? t('teams.team')}>
      {shown === null ? null : (
        <Stack gap={24} key={shown.id}>
          <TeamName team={shown} />
          <TeamManagers team={shown} />
          <TeamMembers team={shown} />
          <Group>
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={15} aria-hidden="true" />}
              onClick={() => ask(shown)}
            >
              {t('teams.delete')}
            </Button>
          </Group>
        </Stack>
      )}
    </SideDrawer>
  );
}

function TeamName({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const change = useTeamChange();
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? team.name).trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { change: 'rename', body: { team: team.id, name } },
      { onSuccess: () => notifications.show({ message: t('renamed', { name }) }) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t('name')}
          maxLength={80}
          value={typed ?? team.name}
          error={change.error === null ? null : words(change.error)}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {name === team.name || name === '' ? null : (
          <Button type="submit" size="sm" loading={change.isPending}>
            {t('rename')}
          </Button>
        )}
      </Group>
    </form>
  );
}

/** A company has tens of them. */
const MOST_MANAGERS = 200;

/** Saved as they are chosen. */
function TeamManagers({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const change = useTeamChange();
  const known =
    useRoute(USER_ROUTES.listUsers, { role: 'manager', limit: MOST_MANAGERS }).data?.items ?? [];
  const names = new Map([...team.managers, ...known].map(({ id, name }) => [id, name]));
  return (
    <MultiSelect
      size="sm"
      label={t('managers')}
      description={t('chooseManagers')}
      data={[...names].map(([value, label]) => ({ value, label }))}
      value={team.managers.map(({ id }) => id)}
      onChange={(ids) =>
        change.mutate({
          change: 'managers',
          body: { team: team.id, managers: ids.map((id) => UserId.parse(id)) },
        })
      }
      error={change.error === null ? null : words(change.error)}
      disabled={change.isPending}
      searchable
    />
  );
}

type TeamChange =
  | { readonly change: 'rename'; readonly body: RenameTeam }
  | { readonly change: 'delete'; readonly body: OneTeam }
  | { readonly change: 'managers'; readonly body: SetManagers };

/** What is changed about a team that there is. */
function useTeamChange() {
  const client = useQueryClient();
  const tellAsked = useTellAsked();
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      tellAsked(answer);
      for (const route of [TEAM_ROUTES.listTeams, PEOPLE_ROUTES.listPersonNames])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
}

async function send({ change, body }: TeamChange): Promise<ControlAnswer<null>> {
  if (change === 'managers') return callRoute(TEAM_ROUTES.setManagers, body);
  if (change === 'rename') await callRoute(TEAM_ROUTES.renameTeam, body);
  else await callRoute(TEAM_ROUTES.deleteTeam, body);
  return DONE;
}
