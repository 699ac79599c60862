import { useMessages, useTranslations } from 'next-intl';
import type { AuditEntry } from '../../contract/audit.ts';
import { useDates } from '../format/use-dates.ts';

/** No count of ours is so large: from here on a number is a time in UTC µs (the year 2001). */
const FIRST_TIME = 1e15;

/** An entry's facts in the page's language; what has no word there as the program calls it. */
export function useDetailWords({ detailNames }: Pick<AuditEntry, 'detailNames'>) {
  const t = useTranslations('audit');
  const dates = useDates();
  const { auditFacts, users, grants, policies, control } = useMessages();
  const words: Readonly<Record<string, string>> = auditFacts;
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    roles: users.roles,
    right: grants.rights,
    scope: policies.scopes,
    kind: control.kinds,
    exemptRoles: users.roles,
  };

  const text = (value: unknown, path: readonly string[]): string => {
    if (value === null || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') return value > FIRST_TIME ? dates.second(value) : String(value);
    if (typeof value === 'string') {
      return choices[path.at(-1) ?? '']?.[value] ?? detailNames[value] ?? value;
    }
    if (!Array.isArray(value)) return JSON.stringify(value);
    return value.length === 0 ? '–' : value.map((one) => text(one, path)).join(t('comma'));
  };
  return {
    text,
    label: (path: readonly string[]): string => path.map((name) => words[name] ?? name).join(' · '),
  };
}
