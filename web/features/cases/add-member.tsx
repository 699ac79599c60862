import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CaseDetails } from '../../contract/cases.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './cases.module.css';
import { useCandidates } from './use-candidates.ts';
import { useCaseAction } from './use-case-action.ts';

const SEARCH_AFTER_MS = 200;

/** Whoever is chosen is a member at once. */
export function AddMember({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const words = useErrorWords();
  const add = useCaseAction('addMember');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const found = useCandidates(search).data?.items ?? [];
  const known = new Set<string>(opened.members.map(({ user }) => user.id));
  return (
    <div className={styles['above']}>
      {add.error === null ? null : <FormAlert tone="bad">{words(add.error)}</FormAlert>}
      <Select
        w={340}
        label={t('addMember')}
        description={t('addMemberHint')}
        placeholder={t('addMemberPlaceholder')}
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
        disabled={add.isPending}
        searchable
      />
    </div>
  );
}
