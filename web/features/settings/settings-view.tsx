'use client';

import { IconUsersGroup } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import type { ControlKind } from '../../contract/control.ts';
import { SETTINGS_ROUTES, type SettingsInForce } from '../../contract/settings.ts';
import { useRoute } from '../api/use-route.ts';
import { ControlNote } from '../control/control-note.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { EvidencePackageSettingsCard } from '../evidence-packages/evidence-package-settings-card.tsx';
import { useDatabaseRoleFact } from '../integrity/use-database-role-fact.ts';
import { ReleasesLinkCard } from '../releases/releases-link-card.tsx';
import { WatchingCard } from '../watching/watching-card.tsx';
import { WebhooksCard } from '../webhooks/webhooks-card.tsx';
import { EnvironmentCard } from './environment-card.tsx';
import { MailServerCard } from './mail-server-card.tsx';
import styles from './settings-view.module.css';
import { SignInCard } from './sign-in-card.tsx';
import { StoresCard } from './stores-card.tsx';
import { WorkersCard } from './workers-card.tsx';

/** Workers come and go. */
const REFRESH_MS = 10_000;

const KINDS = [
  'watching-settings',
  'sign-in-settings',
  'evidence-package-settings',
] as const satisfies readonly ControlKind[];

/** How this installation is set up, whether its parts live, and tests of its stores. */
export function SettingsView() {
  const t = useTranslations('settings');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} />
      <SettingsContent />
    </>
  );
}

function SettingsContent() {
  const t = useTranslations('common');
  const settings = useRoute(SETTINGS_ROUTES.readSettings, undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (settings.data === undefined) {
    return (
      <QueryFallback
        query={settings}
        skeleton={
          <div
            className={pageCards['page']}
            aria-busy="true"
            role="status"
            aria-label={t('loading')}
          >
            <CardSkeleton height={160} />
            <CardSkeleton height={160} />
            <CardSkeleton height={320} />
          </div>
        }
      />
    );
  }
  const { data } = settings;
  return (
    <div className={pageCards['page']}>
      <ControlNote kinds={KINDS} />
      <BothDuties names={data.bothDuties} />
      <StoresCard stores={data.stores} />
      <ReleasesLinkCard />
      <WatchingCard />
      <SignInCard />
      <MailServerCard hasMail={data.hasMail} />
      <WebhooksCard />
      <EvidencePackageSettingsCard />
      <WorkersCard workers={data.workers} now={data.now} />
      <VersionsCard settings={data} />
      <EnvironmentCard settings={data.settings} />
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

function VersionsCard({ settings }: { readonly settings: SettingsInForce }) {
  const t = useTranslations('settings');
  const { versions } = settings;
  const migrations = useMigrationFact(settings);
  const databaseRole = useDatabaseRoleFact(settings.databaseRole);
  return (
    <Card title={t('version')}>
      <FactList
        facts={[
          { label: t('portal'), value: versions.portal },
          { label: t('node'), value: versions.node },
          { label: t('postgres'), value: versions.postgres },
          migrations,
          databaseRole,
        ]}
      />
    </Card>
  );
}

function useMigrationFact({ migrations }: SettingsInForce): Fact {
  const t = useTranslations('settings');
  const { applied, known, latest } = migrations;
  const label = t('migrations');
  if (applied === known) {
    return { label, value: t('migrationsDone', { known, latest: latest ?? '' }), tone: 'ok' };
  }
  const isAhead = applied > known;
  return {
    label,
    value: t(isAhead ? 'migrationsAhead' : 'migrationsLeft', { applied, known }),
    tone: isAhead ? 'bad' : 'warn',
  };
}
