'use client';

import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { UserStatus } from '../../contract/users.ts';
import { ROLE_ORDER } from './role-order.ts';
import type { UserFilters as Filters } from './use-users.ts';
import styles from './users-view.module.css';

interface UsersFiltersProps {
  readonly filters: Filters;
  readonly onChange: (name: keyof Filters, value: string) => void;
}

export function UsersFilters({ filters, onChange }: UsersFiltersProps) {
  const t = useTranslations('users');
  return (
    <>
      <TextInput
        className={styles['search'] ?? ''}
        type="search"
        size="xs"
        value={filters.q}
        onChange={(event) => onChange('q', event.currentTarget.value)}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={15} aria-hidden="true" />}
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
