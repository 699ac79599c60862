import { SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { CaseId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

const SEARCH_AFTER_MS = 200;

/** A case that there is, or the title of one to be made. */
interface CaseChoice {
  readonly id: string | null;
  /** Null: not a new one. */
  readonly title: string | null;
}

export const NO_CASE: CaseChoice = { id: null, title: null };

interface CaseSelectProps {
  readonly value: CaseChoice;
  readonly onChange: (choice: CaseChoice) => void;
}

interface ChosenCase {
  /** The case that was chosen; made, if it is a new one. */
  readonly open: (choice: CaseChoice) => Promise<CaseId>;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** Chooses one of the open cases by title, or begins another. */
export function CaseSelect({ value, onChange }: CaseSelectProps) {
  const t = useTranslations('cases');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const { data: found } = useRoute(
    CASE_ROUTES.listCases,
    { q: value.id === null ? search : '', state: 'open' },
    { placeholderData: keepPreviousData },
  );
  const isNew = value.title !== null;
  return (
    <Stack gap={8}>
      <SegmentedControl
        size="xs"
        data={[
          { value: 'old', label: t('clip.known') },
          { value: 'new', label: t('clip.another') },
        ]}
        value={isNew ? 'new' : 'old'}
        onChange={(kind) => onChange({ id: null, title: kind === 'new' ? '' : null })}
      />
      {isNew ? (
        <TextInput
          aria-label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={120}
          value={value.title ?? ''}
          onChange={(event) => onChange({ id: null, title: event.currentTarget.value })}
        />
      ) : (
        <Select
          aria-label={t('clip.choose')}
          placeholder={t('clip.choosePlaceholder')}
          data={(found?.items ?? []).map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          value={value.id}
          onChange={(id) => onChange({ id, title: null })}
          searchValue={typed}
          onSearchChange={setTyped}
          // The server has searched.
          filter={({ options }) => options}
          nothingFoundMessage={t('clip.noCase')}
          searchable
        />
      )}
    </Stack>
  );
}

export function isChosen({ id, title }: CaseChoice): boolean {
  return title === null ? id !== null : title.trim() !== '';
}

export function useChosenCase(): ChosenCase {
  const { mutateAsync, isPending, error } = useRouteMutation(CASE_ROUTES.makeCase, {
    refreshes: SHOWN_OF_CASES,
  });
  return {
    open: async ({ id, title }) =>
      title === null
        ? CaseId.parse(id)
        : (await mutateAsync({ title: title.trim(), description: '' })).id,
    isPending,
    error,
  };
}
