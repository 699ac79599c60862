import type { Me } from '../../contract/session.ts';

/** Whoever could agree, and whoever is told of it. */
export function seesControl({ rights }: Pick<Me, 'rights'>): boolean {
  return rights.includes('agree') || rights.includes('audit');
}
