import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';

const SEARCH_AFTER_MS = 200;

/** Whoever is chosen is a member at once. */
export function AddMember({ opened }: { readonly opened: CaseDetails }) {
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
