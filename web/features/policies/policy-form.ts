import type { UseFormReturnType } from '@mantine/form';
import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import type { PolicyTarget } from '../../contract/policies.ts';

export interface PolicyFormValues {
  readonly name: string;
  readonly note: string;
  readonly scope: PolicyTarget['scope'] | 'none';
  /** The team or device, when the scope asks for one. */
  readonly target: string | null;
  readonly body: PolicyBody;
  /** The inputs whose text can't be read as hours. */
  readonly unreadable: readonly string[];
}

export type PolicyForm = UseFormReturnType<PolicyFormValues>;
