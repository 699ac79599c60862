import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { DatabaseRole } from '../../contract/database-role.ts';
import type { UNKNOWN } from '../../contract/told.ts';

type ToldRole = DatabaseRole | typeof UNKNOWN;

const TONES = {
  restricted: 'ok',
  owner: 'warn',
  superuser: 'bad',
  unknown: 'warn',
} as const satisfies Record<ToldRole, Fact['tone']>;

/** Whether the portal itself could change what it has recorded. */
export function useDatabaseRoleFact(role: ToldRole): Fact {
  const t = useTranslations('integrity');
  return {
    label: t('databaseRole'),
    value: t(`databaseRoles.${role}`),
    tone: TONES[role],
    hint: t('databaseRoleHint'),
  };
}
