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

const NO_CASE: CaseChoice = { id: null, title: null };
const NEW_CASE: CaseChoice = { id: null, title: '' };

interface CaseSelectProps {
  readonly value: CaseChoice;
  readonly onChange: (choice: CaseChoice) => void;
}

interface ChosenCase extends CaseSelectProps {
  readonly isChosen: boolean;
  /** The case that was chosen; made, if it is a new one. Called again, it makes no second one. */
  readonly open: () => Promise<CaseId>;
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

/** Begins with the case where only one is open, and with a new one where none is. */
export function useChosenCase(): ChosenCase {
  const [own, setOwn] = useState<CaseChoice | null>(null);
  const { data } = useRoute(CASE_ROUTES.listCases, { q: '', state: 'open' });
  const { mutateAsync, isPending, error } = useRouteMutation(CASE_ROUTES.makeCase, {
    refreshes: SHOWN_OF_CASES,
  });
  const value = own ?? (data === undefined ? NO_CASE : suggestedOf(data.items));
  const { id, title } = value;
  const open = async (): Promise<CaseId> => {
    if (title === null) return CaseId.parse(id);
    const made = await mutateAsync({ title: title.trim(), description: '' });
    setOwn({ id: made.id, title: null });
    return made.id;
  };
  const isChosen = title === null ? id !== null : title.trim() !== '';
  return { value, onChange: setOwn, isChosen, open, isPending, error };
}

function suggestedOf([first, second]: readonly { readonly id: string }[]): CaseChoice {
  if (first === undefined) return NEW_CASE;
  return second === undefined ? { id: first.id, title: null } : NO_CASE;
}
