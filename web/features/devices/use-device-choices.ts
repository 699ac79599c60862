import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useDevices } from './use-devices.ts';

const SETTLE_MS = 250;
const SEPARATOR = ' · ';

/** Devices to choose from, as the server finds them: a fleet is longer than a page of its list. */
export function useDeviceChoices() {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, SETTLE_MS);
  // Once one is chosen, the field holds its label: by its first part it is found again.
  const [q = ''] = settled.split(SEPARATOR);
  const devices = useDevices({ q: q.trim(), health: '', withRetired: false });
  const items = devices.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    choices: items.map(({ id, hostname, person }) => ({
      value: id,
      label: `${hostname}${SEPARATOR}${person.name}`,
    })),
    onSearch: setTyped,
  };
}
