import type { Right } from '../../contract/session.ts';
import type { AuditEntity } from './use-audit-words.ts';

interface EntityPage {
  /** Null: whoever reads the log may open it. */
  readonly right: Right | null;
  readonly href: (id: string) => string;
}

const PAGES: Readonly<Record<string, EntityPage>> = {
  person: { right: null, href: (id) => `/people/${id}` },
  case: { right: null, href: (id) => `/cases/${id}` },
  policy: { right: null, href: (id) => `/policies?policy=${id}` },
  device: { right: 'devices', href: (id) => `/devices?device=${id}` },
  team: { right: 'users', href: (id) => `/teams?team=${id}` },
  user: { right: 'users', href: (id) => `/users?user=${id}` },
};

/** Where the thing of an entry is looked at; null: it has no page, or none that the reader may open. */
export function entityHref(
  { entityType, entityId }: AuditEntity,
  rights: readonly Right[],
): string | null {
  // Whoever reads the log and keeps no accounts reads what the account watched.
  if (entityType === 'user' && !rights.includes('users')) return `/views?user=${entityId}`;
  const page = PAGES[entityType];
  if (page === undefined || (page.right !== null && !rights.includes(page.right))) return null;
  return page.href(entityId);
}
