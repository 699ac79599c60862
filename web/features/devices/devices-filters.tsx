import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SearchField } from '../../components/search-field.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { DeviceHealth } from '../../contract/devices.ts';

/** Which devices are listed; in the address, so that a tile of the overview leads to them. */
export function DevicesFilters() {
  const t = useTranslations();
  const [q, setQ] = useQueryParam('q');
  const [health, setHealth] = useQueryParam('health');
  return (
    <>
      <SearchField
        label={t('devices.search')}
        clearLabel={t('people.clearSearch')}
        value={q}
        onChange={setQ}
      />
      <Select
        size="xs"
        w={170}
        aria-label={t('devices.health')}
        placeholder={t('devices.anyHealth')}
        data={DeviceHealth.options.map((each) => ({
          value: each,
          label: t(`people.health.${each}`),
        }))}
        value={health === '' ? null : health}
        onChange={(value) => setHealth(value ?? '')}
        clearable
      />
    </>
  );
}
