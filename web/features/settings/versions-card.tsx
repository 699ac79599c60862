import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { SettingsInForce } from '../../contract/settings.ts';
import { useDatabaseRoleFact } from '../integrity/use-database-role-fact.ts';

type Versions = Pick<SettingsInForce, 'versions' | 'migrations' | 'databaseRole'>;

/** Which versions run, and whether the database is as they need it. */
export function VersionsCard({ settings }: { readonly settings: Versions }) {
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

function useMigrationFact({ migrations }: Versions): Fact {
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
