import { Button } from '@mantine/core';
import type { UserId } from '@workcompanion/core/ids';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import { CASE_ROUTES, type CaseDetails, type CaseMember } from '../../contract/cases.ts';
import { useDates } from '../format/use-dates.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import { AddMember } from './add-member.tsx';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';
import { useTakeOut } from './use-take-out.ts';

interface MembersPanelProps {
  readonly opened: CaseDetails;
  readonly self: UserId;
}

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
