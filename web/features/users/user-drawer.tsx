'use client';

import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { SideDrawer } from '../../components/side-drawer.tsx';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { UNKNOWN, withoutUnknown } from '../../contract/told.ts';
import { USER_ROUTES, type UserSummary } from '../../contract/users.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WhyField } from '../control/why-field.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { GrantsSection } from './grants-section.tsx';
import { UserActions } from './user-actions.tsx';
import { type UserDuties, UserFields } from './user-fields.tsx';

interface UserDrawerProps {
  readonly user: UserSummary | null;
  readonly isMe: boolean;
  readonly onClose: () => void;
}

export function UserDrawer({ user, isMe, onClose }: UserDrawerProps) {
  const t = useTranslations('users');
  // The drawer slides away with its last content.
  const last = useRef(user);
  if (user !== null) last.current = user;
  const shown = user ?? last.current;
  return (
    <SideDrawer opened={user !== null} onClose={onClose} title={shown?.name ?? t('account')}>
      {shown === null ? null : (
        <Stack gap={24} key={shown.id}>
          <UserFacts user={shown} />
          <UserForm user={shown} isMe={isMe} />
          {isMe ? null : <GrantsSection user={shown} />}
          <UserActions user={shown} isMe={isMe} />
        </Stack>
      )}
    </SideDrawer>
  );
}

function UserFacts({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const dates = useDates();
  const when = (at: number | null): string => (at === null ? t('common.never') : dates.moment(at));
  return (
    <FactList
      facts={[
        { label: t('users.status'), value: <StateBadge state={STATES.account[user.status]} /> },
        { label: t('users.email'), value: user.email },
        { label: t('users.created'), value: when(user.createdAt) },
        { label: t('users.lastSignIn'), value: when(user.lastSignInAt) },
        {
          label: t('users.secondFactor'),
          value: t(user.hasSecondFactor ? 'users.on' : 'users.off'),
        },
        ...(user.linkExpiresAt === null
          ? []
          : [{ label: t('users.linkOpen'), value: when(user.linkExpiresAt) }]),
      ]}
    />
  );
}

interface UserFormProps {
  readonly user: UserSummary;
  readonly isMe: boolean;
}

function UserForm({ user, isMe }: UserFormProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const change = useChangeUser();
  const [edited, setEdited] = useState<UserDuties | null>(null);
  const [why, setWhy] = useState('');
  const tellAsked = useTellAsked();
  const duties = edited ?? dutiesOf(user);
  const { name, roles, person } = duties;
  const teams = roles.includes('manager') ? [...duties.teams] : [];
  const save = (): void =>
    change.mutate(
      { user: user.id, name, roles: [...roles], teams, personId: person?.id ?? null, why },
      {
        onSuccess: (answer) => {
          if (!tellAsked(answer)) notifications.show({ message: t('users.saved', { name }) });
          setEdited(null);
          setWhy('');
        },
      },
    );
  const error = change.error;
  // Saved from here, a role that this page does not know would be lost.
  const isOutdated = user.roles.includes(UNKNOWN);
  return (
    <Stack gap={14}>
      {error === null ? null : (
        <FormAlert tone="bad">
          {isMe && isAppError(error, 'forbidden') ? t('users.notForOneself') : words(error)}
        </FormAlert>
      )}
      {isOutdated ? <FormAlert tone="info">{t('common.outdated')}</FormAlert> : null}
      <UserFields
        value={duties}
        rolesError={roles.length === 0 ? t('users.rolesRequired') : null}
        nameError={name.trim() === '' ? t('users.nameRequired') : null}
        onChange={setEdited}
      />
      {edited === null ? null : <WhyField value={why} onChange={setWhy} />}
      {edited === null ? null : (
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={() => setEdited(null)}>
            {t('common.cancel')}
          </Button>
          <Button
            onClick={save}
            loading={change.isPending}
            disabled={isOutdated || roles.length === 0 || name.trim() === ''}
          >
            {t('users.save')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function dutiesOf({ name, roles, teams, person }: UserSummary): UserDuties {
  return { name, roles: withoutUnknown(roles), teams: teams.map(({ id }) => id), person };
}

function useChangeUser() {
  const client = useQueryClient();
  return useRouteMutation(USER_ROUTES.changeUser, {
    // Waited for: the form falls back to what the list says.
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: routeKey(USER_ROUTES.listUsers) });
      await client.invalidateQueries({ queryKey: routeKey(TEAM_ROUTES.listTeams) });
    },
  });
}
