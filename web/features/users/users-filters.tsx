'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SearchField } from '../../components/search-field.tsx';
import { ROLE_ORDER, UserStatus } from '../../contract/users.ts';
import type { UserFilters as Filters } from './use-users.ts';
import styles from './users-view.module.css';

interface UsersFiltersProps {
  readonly filters: Filters;
  readonly onChange: (name: keyof Filters, value: string) => void;
}

export function UsersFilters({ filters, onChange }: UsersFiltersProps) {
  const t = useTranslations('users');
  const people = useTranslations('people');
  return (
    <>
      <SearchField
        label={t('search')}
        clearLabel={people('clearSearch')}
        value={filters.q}
        onChange={(value) => onChange('q', value)}
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('role')}
        placeholder={t('anyRole')}
        data={ROLE_ORDER.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        value={filters.role === '' ? null : filters.role}
        onChange={(value) => onChange('role', value ?? '')}
        clearable
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('status')}
        placeholder={t('anyStatus')}
        data={UserStatus.options.map((status) => ({
          value: status,
          label: t(`statuses.${status}`),
        }))}
        value={filters.status === '' ? null : filters.status}
        onChange={(value) => onChange('status', value ?? '')}
        clearable
      />
    </>
  );
}
