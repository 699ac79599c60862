import { DeviceId, TeamId } from '@workcompanion/core/ids';
import type { PolicyTarget } from '../../contract/policies.ts';

/** Null while nobody, or not yet whom, is chosen. */
export function policyTarget(
  scope: PolicyTarget['scope'] | 'none',
  id: string | null,
): PolicyTarget | null {
  if (scope === 'all') return { scope };
  if (scope === 'none' || id === null) return null;
  return scope === 'team' ? { scope, id: TeamId.parse(id) } : { scope, id: DeviceId.parse(id) };
}
