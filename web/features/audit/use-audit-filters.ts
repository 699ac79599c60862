import { useQueryParam } from '../../components/use-query-param.ts';
import type { AuditFilters } from './audit-filters.ts';

/** The filters, which live in the address. */
export function useAuditFilters() {
  const [user, setUser] = useQueryParam('user');
  const [action, setAction] = useQueryParam('action');
  const [subject, setSubject] = useQueryParam('subject');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const filters: AuditFilters = { user, action, subject, from, to };
  const setters = {
    user: setUser,
    action: setAction,
    subject: setSubject,
    from: setFrom,
    to: setTo,
  };
  return {
    filters,
    set: (name: keyof AuditFilters, value: string): void => setters[name](value),
  };
}
