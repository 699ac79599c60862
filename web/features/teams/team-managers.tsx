'use client';

import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { TeamSummary } from '../../contract/teams.ts';
import { UsersPage } from '../../contract/users.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTeamChange } from './use-team-change.ts';

/** Saved as they are chosen. */
export function TeamManagers({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const change = useTeamChange();
  const known = useManagers().data?.items ?? [];
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

/** A company has tens of them. */
const LIMIT = '200';

/** Accounts that can manage a team. */
function useManagers() {
  return useQuery({
    queryKey: ['users', 'managers'],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.users, { role: 'manager', limit: LIMIT }),
        answer: UsersPage,
        signal,
      }),
  });
}
