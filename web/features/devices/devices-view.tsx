'use client';

import { Select, Tabs } from '@mantine/core';
import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import tabs from '../../components/page-tabs.module.css';
import { SearchField } from '../../components/search-field.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ListTools } from '../lists/list-tools.tsx';
import { TokensPanel } from '../tokens/tokens-panel.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { useDeviceSort } from './use-devices.ts';

export function DevicesView() {
  const t = useTranslations('devices');
  const [tab, setTab] = useQueryParam('tab');
  const current = tab === 'tokens' ? 'tokens' : 'devices';
  return (
    <Tabs
      value={current}
      onChange={(value) => setTab(value === 'tokens' ? 'tokens' : '')}
      keepMounted={false}
      className={tabs['tabs'] ?? ''}
    >
      <PageHeader title={t('title')}>
        <Tabs.List className={tabs['list'] ?? ''}>
          <Tabs.Tab value="devices">{t('tabDevices')}</Tabs.Tab>
          <Tabs.Tab value="tokens">{t('tabTokens')}</Tabs.Tab>
        </Tabs.List>
        {current === 'devices' ? (
          <DevicesFilters />
        ) : (
          <ListTools list="enrolment-tokens" request={undefined} />
        )}
      </PageHeader>
      <Tabs.Panel value="devices" className={tabs['panel'] ?? ''}>
        <DevicesPanel onEnrol={() => setTab('tokens')} />
      </Tabs.Panel>
      <Tabs.Panel value="tokens" className={tabs['panel'] ?? ''}>
        <TokensPanel />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Which devices are listed; in the address, so that a tile of the overview leads to them. */
function DevicesFilters() {
  const t = useTranslations();
  const [q, setQ] = useQueryParam('q');
  const [health, setHealth] = useQueryParam('health');
  const [retired] = useQueryParam('retired');
  const { by } = useDeviceSort();
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
      <ListTools
        list="devices"
        request={{ q, health, retired: retired === 'with' ? retired : null, sort: by }}
      />
    </>
  );
}
