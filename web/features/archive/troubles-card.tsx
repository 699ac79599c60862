'use client';

import { Tabs } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { TroublesPanel } from './troubles-panel.tsx';

/** Recordings that did not get into the archive: what is tried again, and what somebody must look at. */
export function TroublesCard({ quarantined }: { readonly quarantined: number }) {
  const t = useTranslations('archive');
  const format = useFormatter();
  const [tab, setTab] = useQueryParam('tab');
  const current = tab === 'quarantine' ? 'quarantined' : 'failing';
  const count = format.number(quarantined);
  return (
    <Card title={t('troubles')}>
      <Tabs
        value={current}
        onChange={(value) => setTab(value === 'quarantined' ? 'quarantine' : '')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="failing">{t('failing')}</Tabs.Tab>
          <Tabs.Tab value="quarantined">
            {quarantined > 0 ? t('quarantineCount', { count }) : t('quarantine')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={current} pt={12}>
          <TroublesPanel key={current} kind={current} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}
