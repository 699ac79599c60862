import { useQueryParam } from '../../components/use-query-param.ts';
import type { AuditFilters } from './audit-filters.ts';

/** The filters, which live in the address. */
export function useAuditFilters() {
  const [user, setUser] = useQueryParam('user');
  const [action, setAction] = useQueryParam('action');
  const [entityType, setEntityType] = useQueryParam('entityType');
  const [entityId, setEntityId] = useQueryParam('entityId');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const filters: AuditFilters = { user, action, entityType, entityId, from, to };
  const setters = {
    user: setUser,
    action: setAction,
    entityType: setEntityType,
    entityId: setEntityId,
    from: setFrom,
    to: setTo,
  };
  return {
    filters,
    set: (name: keyof AuditFilters, value: string): void => setters[name](value),
  };
}
