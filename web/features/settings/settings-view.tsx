'use client';

import { IconUsersGroup } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { ControlKind } from '../../contract/control.ts';
import { SETTINGS_ROUTES } from '../../contract/settings.ts';
import { useRoute } from '../api/use-route.ts';
import { ControlNote } from '../control/control-note.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { SettingsContent } from './settings-content.tsx';
import styles from './settings-view.module.css';

/** Workers come and go. */
const REFRESH_MS = 10_000;

const KINDS = [
  'watching-settings',
  'sign-in-settings',
  'evidence-package-settings',
] as const satisfies readonly ControlKind[];

/** How this installation is set up, whether its parts live, and tests of its stores. */
export function SettingsView() {
  const t = useTranslations();
  const [query, setQuery] = useQueryParam('q');
  const settings = useRoute(SETTINGS_ROUTES.readSettings, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const { data } = settings;
  return (
    <>
      <PageHeader title={t('settings.title')} aside={t('settings.lead')}>
        <SearchField
          label={t('settings.sections.search')}
          clearLabel={t('people.clearSearch')}
          value={query}
          onChange={setQuery}
        />
      </PageHeader>
      {data === undefined ? (
        <QueryFallback query={settings} skeleton={<SettingsSkeleton />} />
      ) : (
        <SettingsContent settings={data} query={query}>
          <ControlNote kinds={KINDS} />
          <BothDuties names={data.bothDuties} />
        </SettingsContent>
      )}
    </>
  );
}

function SettingsSkeleton() {
  const t = useTranslations('common');
  return (
    <div className={pageCards['page']} aria-busy="true" role="status" aria-label={t('loading')}>
      <CardSkeleton height={160} />
      <CardSkeleton height={160} />
      <CardSkeleton height={320} />
    </div>
  );
}

/** Who runs the system and watches recordings too; nothing when nobody does. */
function BothDuties({ names }: { readonly names: readonly string[] }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  if (names.length === 0) return null;
  return (
    <div className={styles['hint']} role="note">
      <IconUsersGroup size={18} aria-hidden="true" />
      <div>
        <strong>{t('bothDutiesTitle')}</strong>
        <p>{t('bothDutiesText', { names: format.list(names), count: names.length })}</p>
      </div>
    </div>
  );
}
