import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { CaseDetails, CaseMember } from '../../contract/cases.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../retention/use-dates.ts';
import styles from './cases.module.css';
import { useCandidates } from './use-candidates.ts';
import { useCaseAction } from './use-case-action.ts';

const SEARCH_AFTER_MS = 200;

/** Who may open the case. */
export function MembersPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const remove = useCaseAction('removeMember', t('did.removeMember'));
  const isOpen = opened.mayWork && opened.closed === null;
  return (
    <>
      {isOpen ? <AddMember opened={opened} /> : null}
      <DataTable label={t('members')}>
        <tbody>
          {opened.members.map((member) => (
            <MemberRow
              key={member.user.id}
              member={member}
              isMaker={member.user.id === opened.createdBy.id}
              onRemove={
                isOpen && opened.members.length > 1
                  ? () => remove.mutate({ case: opened.id, user: member.user.id })
                  : null
              }
            />
          ))}
        </tbody>
      </DataTable>
    </>
  );
}

interface MemberRowProps {
  readonly member: CaseMember;
  readonly isMaker: boolean;
  /** Null: may not. */
  readonly onRemove: (() => void) | null;
}

function MemberRow({ member: { user, addedAt, addedBy }, isMaker, onRemove }: MemberRowProps) {
  const t = useTranslations();
  const dates = useDates();
  const confirm = useConfirm();
  const ask = (onConfirm: () => void): void =>
    confirm({
      title: t('cases.removeMemberTitle', { name: user.name }),
      text: t('cases.removeMemberText'),
      confirm: t('cases.removeMember'),
      cancel: t('common.cancel'),
      onConfirm,
    });
  return (
    <tr>
      <td>
        <div className={styles['who']}>
          <InitialsAvatar name={user.name} />
          <span className={styles['strong']}>{user.name}</span>
        </div>
      </td>
      <td className={styles['quiet']}>
        {isMaker
          ? t('cases.maker')
          : t('cases.addedBy', { name: addedBy, date: dates.moment(addedAt) })}
      </td>
      <td data-align="end">
        {onRemove === null ? null : (
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => ask(onRemove)}>
            {t('cases.removeMember')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function AddMember({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const words = useErrorWords();
  const add = useCaseAction('addMember');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const found = useCandidates(search).data?.items ?? [];
  const known = new Set<string>(opened.members.map(({ user }) => user.id));
  return (
    <div className={styles['below']}>
      {add.error === null ? null : <FormAlert tone="bad">{words(add.error)}</FormAlert>}
      <Select
        w={340}
        label={t('addMember')}
        description={t('addMemberHint')}
        data={found
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
        searchable
      />
    </div>
  );
}
