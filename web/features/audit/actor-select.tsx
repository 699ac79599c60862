import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { AUDIT_ROUTES } from '../../contract/audit.ts';
import { useRoute } from '../api/use-route.ts';

const SEARCH_AFTER_MS = 200;

interface ActorSelectProps {
  readonly className: string;
  readonly label: string;
  /** What is shown while nobody is chosen. */
  readonly placeholder: string;
  /** Empty when nobody is chosen. */
  readonly value: string;
  readonly onChange: (user: string) => void;
}

/** An account, also one that is gone, by whom something was done. */
export function ActorSelect({ className, label, placeholder, value, onChange }: ActorSelectProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const { data: actors } = useRoute(
    AUDIT_ROUTES.listActors,
    { q: search },
    { placeholderData: keepPreviousData },
  );
  return (
    <Select
      className={className}
      size="xs"
      aria-label={label}
      placeholder={placeholder}
      data={(actors?.items ?? []).map(({ id, name, email }) => ({
        value: id,
        label: `${name} (${email})`,
      }))}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      onSearchChange={setTyped}
      searchable
      clearable
    />
  );
}
