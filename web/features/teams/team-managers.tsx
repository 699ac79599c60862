'use client';

import { MultiSelect } from '@mantine/core';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { TeamSummary } from '../../contract/teams.ts';
import { USER_ROUTES } from '../../contract/users.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTeamChange } from './use-team-change.ts';

/** A company has tens of them. */
const MOST_MANAGERS = 200;

/** Saved as they are chosen. */
export function TeamManagers({ team }: { readonly team: TeamSummary }) {
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
