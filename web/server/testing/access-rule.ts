import { ACTORS, type AccessWorld, type Actor } from './access-world.ts';

export interface AccessRule {
  /** Who is let in. Everybody else gets 403, or 404 for what they may not know of. */
  readonly allowed: readonly Actor[];
  readonly params?: (world: AccessWorld) => Readonly<Record<string, string>>;
  readonly query?: (world: AccessWorld) => Readonly<Record<string, string>>;
  readonly body?: (world: AccessWorld, attempt: number) => unknown;
  /** A body by which somebody gains: it waits for a second person, where there is one. */
  readonly gains?: (world: AccessWorld, attempt: number) => unknown;
  /** For lists that everybody may ask for: who finds the person, or the device, in it. */
  readonly finds?: {
    readonly what: (world: AccessWorld) => string;
    readonly actors: readonly Actor[];
  };
}

export const EVERYBODY: readonly Actor[] = ACTORS;
export const LISTS_ALL: readonly Actor[] = ['admin', 'compliance', 'auditor'];
export const LISTS: readonly Actor[] = [...LISTS_ALL, 'manager', 'self', 'lent', 'lentElsewhere'];
/** The footage in question. */
export const WATCHES: readonly Actor[] = ['compliance', 'manager', 'self', 'lent'];
export const WATCHES_SOME: readonly Actor[] = [...WATCHES, 'lentElsewhere'];
export const ADMIN: readonly Actor[] = ['admin'];
export const AGREES: readonly Actor[] = ['admin', 'compliance'];
export const AUDITOR: readonly Actor[] = ['auditor'];
export const COMPLIANCE: readonly Actor[] = ['compliance'];
