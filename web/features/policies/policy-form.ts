import type { UseFormReturnType } from '@mantine/form';
import type { PolicyFormValues } from './policy-form-values.ts';

export type PolicyForm = UseFormReturnType<PolicyFormValues>;

export interface PolicyFieldsProps {
  readonly form: PolicyForm;
}
