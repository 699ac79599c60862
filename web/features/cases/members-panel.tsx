import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { sortOf } from '../../contract/sort.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import { AddMember } from './add-member.tsx';
import { MemberCells } from './member-cells.tsx';

interface MembersPanelProps {
  readonly opened: CaseDetails;
  readonly self: UserId;
}

const COLUMNS = [
  { id: 'member', sorts: 'ascending' },
  { id: 'since', sorts: 'descending' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];
const ORDERS = sortOf(['member', 'since']);

/** Who may open the case. */
export function MembersPanel({ opened, self }: MembersPanelProps) {
  const t = useTranslations('cases');
  const isOpen = opened.mayWork && opened.closed === null;
  const { rows, sort } = useSortedRows(opened.members, {
    orders: ORDERS,
    values: { member: ({ user }) => user.name, since: ({ addedAt }) => addedAt },
    param: 'members',
  });
  return (
    <>
      {isOpen ? <AddMember opened={opened} /> : null}
      <ListTable
        label={t('members')}
        columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
        rows={rows}
        keyOf={({ user }) => user.id}
        sort={sort}
        cells={(member) => (
          <MemberCells
            opened={opened}
            member={member}
            isSelf={member.user.id === self}
            mayRemove={isOpen && opened.members.length > 1}
          />
        )}
      />
    </>
  );
}
