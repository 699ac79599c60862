'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDeviceChoices } from '../devices/use-device-choices.ts';

interface DeviceSelectProps {
  readonly value: string | null;
  readonly onChange: (device: string | null) => void;
}

/** Chooses one device by computer, person or login; the server searches. */
export function DeviceSelect({ value, onChange }: DeviceSelectProps) {
  const t = useTranslations('policies');
  const { choices, onSearch } = useDeviceChoices();
  return (
    <Select
      aria-label={t('chooseDevice')}
      placeholder={t('chooseDevice')}
      data={choices}
      // The server has searched: what it found is not sifted again.
      filter={({ options }) => options}
      nothingFoundMessage={t('noDeviceFound')}
      value={value}
      onChange={onChange}
      onSearchChange={onSearch}
      searchable
    />
  );
}
