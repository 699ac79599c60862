import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { UserId } from '@workcompanion/core/ids';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import { CASE_ROUTES, type CaseDetails, type CaseMember } from '../../contract/cases.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';
import { useTakeOut } from './use-take-out.ts';

interface MembersPanelProps {
  readonly opened: CaseDetails;
  readonly self: UserId;
}

const SEARCH_AFTER_MS = 200;

/** Who may open the case. */
export function MembersPanel({ opened, self }: MembersPanelProps) {
  const t = useTranslations('cases');
  return (
    <>
      {opened.mayWork && opened.closed === null ? <AddMember opened={opened} /> : null}
      <SortedTable
        label={t('members')}
        columns={useColumns({ opened, self })}
        rows={opened.members}
        keyOf={({ user }) => user.id}
        param="members"
      />
    </>
  );
}

function useColumns({ opened, self }: MembersPanelProps): Column<CaseMember>[] {
  const t = useTranslations('cases');
  const dates = useDates();
  const mayRemove = opened.mayWork && opened.closed === null && opened.members.length > 1;
  return [
    {
      id: 'member',
      title: t('member'),
      sorts: 'ascending',
      value: ({ user }) => user.name,
      cell: ({ user }) => (
        <div className={styles['who']}>
          <InitialsAvatar name={user.name} />
          <span className={styles['strong']}>
            {user.id === self ? t('you', { name: user.name }) : user.name}
          </span>
        </div>
      ),
    },
    {
      id: 'since',
      title: t('since'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ addedAt }) => addedAt,
      cell: ({ user, addedAt, addedBy }) =>
        user.id === opened.createdBy.id
          ? t('maker')
          : t('addedBy', { name: addedBy, date: dates.moment(addedAt) }),
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (member) => {
        if (!mayRemove) return null;
        return member.user.id === self ? (
          <Leave opened={opened} member={member} />
        ) : (
          <RemoveMember opened={opened} member={member} />
        );
      },
    },
  ];
}

interface MemberProps {
  readonly opened: CaseDetails;
  readonly member: CaseMember;
}

function Leave({ opened, member: { user } }: MemberProps) {
  const t = useTranslations();
  const router = useRouter();
  const confirm = useConfirm();
  const leave = useCaseAction(CASE_ROUTES.removeMember, t('cases.did.leave'));
  const ask = (): void =>
    confirm({
      title: t('cases.leaveTitle'),
      text: t('cases.leaveText'),
      confirm: t('cases.leave'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        leave.mutate(
          { case: opened.id, user: user.id },
          // There is no such case for them any more.
          { onSuccess: () => router.push('/cases') },
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" loading={leave.isPending} onClick={ask}>
      {t('cases.leave')}
    </Button>
  );
}

/** Removes somebody else without a question: whoever does so can add them again. */
function RemoveMember({ opened, member: { user } }: MemberProps) {
  const t = useTranslations('cases');
  const add = useCaseAction(CASE_ROUTES.addMember, t('did.addMember', { name: user.name }));
  const named = { case: opened.id, user: user.id };
  const remove = useTakeOut({
    route: CASE_ROUTES.removeMember,
    done: t('did.removeMember', { name: user.name }),
    onUndo: () => add.mutate(named),
  });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={() => remove.mutate(named)}>
      {t('removeMember')}
    </Button>
  );
}

/** Whoever is chosen is a member at once. */
function AddMember({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const words = useErrorWords();
  const add = useCaseAction(CASE_ROUTES.addMember);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const { data: found } = useRoute(
    CASE_ROUTES.listCandidates,
    { q: search },
    { placeholderData: keepPreviousData },
  );
  const known = new Set<string>(opened.members.map(({ user }) => user.id));
  return (
    <div className={styles['above']}>
      {add.error === null ? null : <FormAlert tone="bad">{words(add.error)}</FormAlert>}
      <Select
        w={340}
        label={t('addMember')}
        description={t('addMemberHint')}
        placeholder={t('addMemberPlaceholder')}
        data={(found?.items ?? [])
          .filter(({ id }) => !known.has(id))
          .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
        value={null}
        onChange={(id) => {
          const user = UserId.safeParse(id);
          if (user.success) add.mutate({ case: opened.id, user: user.data });
        }}
        searchValue={typed}
        onSearchChange={setTyped}
        // The server has searched.
        filter={({ options }) => options}
        nothingFoundMessage={t('nobodyFound')}
        disabled={add.isPending}
        searchable
      />
    </div>
  );
}
