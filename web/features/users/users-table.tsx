'use client';

import { Button, UnstyledButton } from '@mantine/core';
import { IconShieldCheck, IconUserSearch } from '@tabler/icons-react';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { Column } from '../../components/list-table/column.ts';
import type { Bulk } from '../../components/list-table/picks.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { MessageState } from '../../components/message-state.tsx';
import { UNKNOWN } from '../../contract/told.ts';
import { ROLE_ORDER, USER_ROUTES, type UserSummary } from '../../contract/users.ts';
import { callRoute } from '../api/call-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { useDuration } from '../format/use-duration.ts';
import { useList } from '../format/use-list.ts';
import { useNow } from '../format/use-now.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { useBulk, useBulkAct } from '../lists/use-bulk.ts';
import type { useUsers } from './use-users.ts';
import styles from './users-view.module.css';

const REFRESH_MS = 30_000;

interface UsersTableProps {
  readonly users: ReturnType<typeof useUsers>;
  readonly sort: TableSort;
  readonly myId: UserId;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function UsersTable({ users, sort, myId, openId, onOpen }: UsersTableProps) {
  const t = useTranslations('users');
  return (
    <PagedTable
      label={t('title')}
      list={users}
      columns={useColumns(onOpen)}
      keyOf={({ id }) => id}
      sort={sort}
      isSelected={({ id }) => id === openId}
      bulk={useUsersBulk(myId)}
      empty={
        <MessageState icon={<IconUserSearch size={22} />} title={t('noneTitle')}>
          <p>{t('noneText')}</p>
        </MessageState>
      }
      byScroll
    />
  );
}

/** Several accounts are disabled or enabled at once; nobody disables their own. */
function useUsersBulk(myId: UserId): Bulk<UserSummary> {
  const t = useTranslations('users');
  const act = useBulkAct([USER_ROUTES.listUsers]);
  const set = (users: readonly UserSummary[], way: 'disable' | 'enable'): void => {
    const [run, undo] = way === 'disable' ? [DISABLE, ENABLE] : [ENABLE, DISABLE];
    void act({
      steps: users.map(({ id: user }) => ({
        count: 1,
        run: () => callRoute(run, { user }, { keepalive: true }),
        undo: () => callRoute(undo, { user }),
      })),
      done: (count) => t(`doneMany.${way}`, { count }),
    });
  };
  return useBulk(
    ({ name }) => name,
    (chosen, clear) => {
      const of = {
        disable: chosen.filter(({ id, status }) => id !== myId && status !== 'disabled'),
        enable: chosen.filter(({ status }) => status === 'disabled'),
      };
      return (['disable', 'enable'] as const).map((way) => (
        <Button
          key={way}
          variant="default"
          disabled={of[way].length === 0}
          onClick={() => {
            set(of[way], way);
            clear();
          }}
        >
          {t(`do.${way}`)}
        </Button>
      ));
    },
  );
}

const { disableUser: DISABLE, enableUser: ENABLE } = USER_ROUTES;

function useColumns(onOpen: (id: string) => void): Column<UserSummary>[] {
  const t = useTranslations();
  const { ago } = useDuration();
  const list = useList();
  const now = useNow(REFRESH_MS);
  return [
    {
      id: 'account',
      title: t('users.account'),
      sorts: 'ascending',
      cell: (user) => <AccountCell user={user} onOpen={() => onOpen(user.id)} />,
    },
    {
      id: 'role',
      title: t('users.role'),
      sorts: 'ascending',
      cell: ({ roles, grants }) => (
        <>
          {list([
            ...ROLE_ORDER.filter((role) => roles.includes(role)).map((role) =>
              t(`users.roles.${role}`),
            ),
            ...(roles.includes(UNKNOWN) ? [t('common.unknown')] : []),
          ])}
          {grants === 0 ? null : (
            <span className={styles['sub']}>{t('users.grantCount', { count: grants })}</span>
          )}
        </>
      ),
    },
    {
      id: 'scope',
      title: t('users.scope'),
      className: styles['quiet'],
      cell: ({ teams, person }) =>
        list([...teams.map((team) => team.name), ...(person ? [person.name] : [])]),
    },
    {
      id: 'status',
      title: t('users.status'),
      sorts: 'ascending',
      cell: (user) => <StatusCell user={user} />,
    },
    {
      id: 'lastSignIn',
      title: t('users.lastSignIn'),
      sorts: 'descending',
      className: styles['when'],
      cell: ({ lastSignInAt: at }) => {
        if (at === null) return t('common.never');
        return now === null ? '' : ago(now - at);
      },
    },
  ];
}

interface AccountCellProps {
  readonly user: UserSummary;
  readonly onOpen: () => void;
}

function AccountCell({ user: { name, email }, onOpen }: AccountCellProps) {
  const t = useTranslations('users');
  return (
    <div className={styles['who']}>
      <InitialsAvatar name={name} />
      <div>
        <UnstyledButton
          className={styles['open']}
          onClick={onOpen}
          aria-haspopup="dialog"
          title={t('openDetails', { name })}
        >
          {name}
        </UnstyledButton>
        <span className={styles['sub']}>{email}</span>
      </div>
    </div>
  );
}

function StatusCell({ user }: { readonly user: UserSummary }) {
  const t = useTranslations('users');
  return (
    <>
      <StateBadge state={STATES.account[user.status]} />
      {user.hasSecondFactor ? (
        <IconShieldCheck
          className={styles['shield'] ?? ''}
          size={15}
          aria-label={t('hasSecondFactor')}
        />
      ) : null}
      <span className={styles['mark']}>
        <WaitingMark subject={`user:${user.id}`} />
      </span>
    </>
  );
}
