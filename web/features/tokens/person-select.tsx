'use client';

import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePersonNames } from '../people/use-person-names.ts';

/** Stands for nobody chosen: each device is filed by the login that it reports. */
export const BY_LOGIN = 'by-login';

const SEARCH_AFTER_MS = 250;

/** Whom devices are filed under; what is typed is searched for on the server. */
export function PersonSelect(props: Omit<SelectProps, 'data'>) {
  const t = useTranslations('tokens');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text === t('byLogin') ? '' : text, SEARCH_AFTER_MS);
  const people = usePersonNames(search).data?.items ?? [];
  return (
    <Select
      {...props}
      label={t('person')}
      description={t('personHint')}
      data={[
        { value: BY_LOGIN, label: t('byLogin') },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      // Found by the server already, which looks at logins and computers too.
      filter={({ options }) => options}
      searchable
      onSearchChange={setText}
      allowDeselect={false}
    />
  );
}
