'use client';
import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { ControlKind } from '../../contract/control.ts';
import { ROLE_ORDER, UserSort, UserStatus } from '../../contract/users.ts';
import { ControlNote } from '../control/control-note.tsx';
import { useList } from '../format/use-list.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { InviteModal } from './invite-modal.tsx';
import { type UserFilters as Filters, useUsers } from './use-users.ts';
import { UserDrawer } from './user-drawer.tsx';
import { UsersTable } from './users-table.tsx';
import styles from './users-view.module.css';

interface UsersFiltersProps {
  readonly filters: Filters;
  readonly onChange: (name: keyof Filters, value: string) => void;
}

const SEARCH_AFTER_MS = 250;

const KINDS = [
  'invitation',
  'account',
  'account-link',
  'account-enabled',
  'account-disabled',
  'second-factor-removed',
  'grant',
] as const satisfies readonly ControlKind[];

/** Who may sign in, and as what. */
export function UsersView({ myId }: { readonly myId: UserId }) {
  const t = useTranslations();
  const list = useList();
  const [q, setQ] = useQueryParam('q');
  const [role, setRole] = useQueryParam('role');
  const [status, setStatus] = useQueryParam('status');
  const [openId, setOpenId] = useQueryParam('user');
  const [isNew, setNew] = useQueryParam('new');
  const [search] = useDebouncedValue(q.trim(), SEARCH_AFTER_MS);
  const sort = useSort({ orders: UserSort, fallback: 'account' });
  const users = useUsers({ q: search, role, status }, sort.by);
  const all = rowsOfPages(users.data?.pages, ({ id }) => id);
  const both = users.data?.pages[0]?.bothDuties ?? [];
  const set = { q: setQ, role: setRole, status: setStatus };
  return (
    <>
      <PageHeader title={t('users.title')}>
        <UsersFilters filters={{ q, role, status }} onChange={(name, value) => set[name](value)} />
        <ListTools list="accounts" request={{ q: search, role, status, sort: sort.by }} />
        <Button
          onClick={() => setNew('1')}
          leftSection={<IconUserPlus size={15} aria-hidden="true" />}
        >
          {t('users.invite')}
        </Button>
      </PageHeader>
      <ControlNote kinds={KINDS} className={styles['hint']} />
      {both.length === 0 ? null : (
        <div className={styles['hint']}>
          <FormAlert tone="info">
            {t('users.bothDuties', { names: list(both), count: both.length })}
          </FormAlert>
        </div>
      )}
      <UsersTable users={users} sort={sort} myId={myId} openId={openId} onOpen={setOpenId} />
      <UserDrawer
        user={all.find(({ id }) => id === openId) ?? null}
        isMe={openId === myId}
        onClose={() => setOpenId('')}
      />
      <InviteModal isOpen={isNew === '1'} onClose={() => setNew('')} />
    </>
  );
}

function UsersFilters({ filters, onChange }: UsersFiltersProps) {
  const t = useTranslations('users');
  const people = useTranslations('people');
  return (
    <>
      <SearchField
        label={t('search')}
        clearLabel={people('clearSearch')}
        value={filters.q}
        onChange={(value) => onChange('q', value)}
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('role')}
        placeholder={t('anyRole')}
        data={ROLE_ORDER.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        value={filters.role === '' ? null : filters.role}
        onChange={(value) => onChange('role', value ?? '')}
        clearable
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('status')}
        placeholder={t('anyStatus')}
        data={UserStatus.options.map((status) => ({
          value: status,
          label: t(`statuses.${status}`),
        }))}
        value={filters.status === '' ? null : filters.status}
        onChange={(value) => onChange('status', value ?? '')}
        clearable
      />
    </>
  );
}
