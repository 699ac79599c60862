import type { Role } from '@workcompanion/core/access';
import { GrantedRight } from '@workcompanion/core/access';
import type { PersonRight } from '../rights.ts';

/** A grant holds what it needs: nobody watches whom they can't find. */
const HOLDS = {
  list: ['list'],
  watch: ['list', 'watch'],
  live: ['list', 'live'],
  export: ['list', 'watch', 'export'],
} as const satisfies Record<GrantedRight, readonly PersonRight[]>;

/** The grants that give a right. */
export function grantsGiving(right: PersonRight): GrantedRight[] {
  return GrantedRight.options.filter((granted) => HOLDS[granted].some((held) => held === right));
}

/** Whoever runs or audits the system does not watch, by no grant either. */
export function mayBeGranted(roles: readonly Role[]): boolean {
  return !roles.includes('admin') && !roles.includes('auditor');
}
