import { Button, Menu } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { Bulk } from '../../components/list-table/picks.tsx';
import type { ControlAnswer } from '../../contract/control.ts';
import { PEOPLE_ROUTES, type PersonSummary } from '../../contract/people.ts';
import { type MoveMembers, TEAM_ROUTES } from '../../contract/teams.ts';
import { callRoute } from '../api/call-route.ts';
import { type BulkStep, useBulk, useBulkAct } from '../lists/use-bulk.ts';
import { useTeams } from '../teams/use-teams.ts';

/** Several people join a team, or leave theirs: for whoever may say who is in which. */
export function usePeopleBulk(): Bulk<PersonSummary> {
  return useBulk(
    ({ name }) => name,
    (people, clear) => <MoveMenu people={people} clear={clear} />,
  );
}

interface MoveMenuProps {
  readonly people: readonly PersonSummary[];
  readonly clear: () => void;
}

function MoveMenu({ people, clear }: MoveMenuProps) {
  const t = useTranslations('people.bulk');
  const teams = useTeams();
  const act = useBulkAct([
    PEOPLE_ROUTES.listPeople,
    PEOPLE_ROUTES.listPersonNames,
    TEAM_ROUTES.listTeams,
  ]);
  const move = (team: { readonly id: TeamId; readonly name: string } | null): void => {
    const moving = people.filter((person) => person.team?.id !== team?.id);
    clear();
    void act({
      steps: stepsOf(moving, team?.id ?? null),
      done: (count) =>
        team === null ? t('left', { count }) : t('moved', { count, team: team.name }),
    });
  };
  return (
    <Menu position="top" shadow="md" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconUsersGroup size={15} aria-hidden="true" />}
          loading={teams.isPending}
        >
          {t('move')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="50dvh" style={{ overflowY: 'auto' }}>
        {teams.data?.items.map((team) => (
          <Menu.Item key={team.id} onClick={() => move(team)}>
            {team.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => move(null)}>{t('noTeam')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** One request a team that somebody joins or leaves; what takes it back puts each where they were. */
function stepsOf(people: readonly PersonSummary[], to: TeamId | null): readonly BulkStep[] {
  const before = Map.groupBy(people, ({ team }) => team?.id ?? null);
  const ids = people.map(({ id }) => id);
  if (to === null) {
    return [...before].flatMap(([team, members]) =>
      team === null
        ? []
        : [
            stepOf(
              team,
              members.map(({ id }) => id),
            ),
          ],
    );
  }
  if (ids.length === 0) return [];
  const back = async (): Promise<void> => {
    for (const [team, members] of before) {
      const those = members.map(({ id }) => id);
      await change(
        team === null ? { team: to, join: [], leave: those } : { team, join: those, leave: [] },
      );
    }
  };
  return [
    {
      count: ids.length,
      run: () => change({ team: to, join: ids, leave: [] }),
      undo: back,
    },
  ];
}

function stepOf(team: TeamId, ids: MoveMembers['leave']): BulkStep {
  return {
    count: ids.length,
    run: () => change({ team, join: [], leave: ids }),
    undo: () => change({ team, join: ids, leave: [] }),
  };
}

function change(wish: MoveMembers): Promise<ControlAnswer<unknown>> {
  return callRoute(TEAM_ROUTES.moveMembers, wish, { keepalive: true });
}
