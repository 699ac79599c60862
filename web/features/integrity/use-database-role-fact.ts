import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { DatabaseRole } from '../../contract/database-role.ts';

const TONES = {
  restricted: 'ok',
  owner: 'warn',
  superuser: 'bad',
} as const satisfies Record<DatabaseRole, Fact['tone']>;

/** Whether the portal itself could change what it has recorded. */
export function useDatabaseRoleFact(role: DatabaseRole): Fact {
  const t = useTranslations('integrity');
  return {
    label: t('databaseRole'),
    value: t(`databaseRoles.${role}`),
    tone: TONES[role],
    hint: t('databaseRoleHint'),
  };
}
