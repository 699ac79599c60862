import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { AddMember } from './add-member.tsx';
import { MemberRow } from './member-row.tsx';

interface MembersPanelProps {
  readonly opened: CaseDetails;
  readonly self: UserId;
}

/** Who may open the case. */
export function MembersPanel({ opened, self }: MembersPanelProps) {
  const t = useTranslations('cases');
  const isOpen = opened.mayWork && opened.closed === null;
  return (
    <>
      {isOpen ? <AddMember opened={opened} /> : null}
      <DataTable label={t('members')}>
        <thead>
          <tr>
            <th scope="col">{t('member')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col" aria-label={t('actions')} />
          </tr>
        </thead>
        <tbody>
          {opened.members.map((member) => (
            <MemberRow
              key={member.user.id}
              opened={opened}
              member={member}
              isSelf={member.user.id === self}
              mayRemove={isOpen && opened.members.length > 1}
            />
          ))}
        </tbody>
      </DataTable>
    </>
  );
}
