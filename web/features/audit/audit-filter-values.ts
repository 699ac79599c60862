import { useQueryParam } from '../../components/use-query-param.ts';

/** What the page asks for; it lives in the address. Times as the reader's clock shows them. */
export interface AuditFilterValues {
  readonly user: string;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly from: string;
  readonly to: string;
}

/** The same as the server takes them: times in UTC µs. */
export function auditQuery({ from, to, ...rest }: AuditFilterValues): AuditFilterValues {
  return { ...rest, from: microsText(from), to: microsText(to) };
}

function microsText(local: string): string {
  const ms = local === '' ? Number.NaN : new Date(local.replace(' ', 'T')).getTime();
  return Number.isNaN(ms) ? '' : String(ms * 1000);
}

/** The filters, which live in the address. */
export function useAuditFilters() {
  const [user, setUser] = useQueryParam('user');
  const [action, setAction] = useQueryParam('action');
  const [entityType, setEntityType] = useQueryParam('entityType');
  const [entityId, setEntityId] = useQueryParam('entityId');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const filters: AuditFilterValues = { user, action, entityType, entityId, from, to };
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
    set: (name: keyof AuditFilterValues, value: string): void => setters[name](value),
  };
}
