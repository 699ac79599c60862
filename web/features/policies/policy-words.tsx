'use client';

import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { FactList } from '../../components/fact-list.tsx';
import { usePolicyWords } from './use-policy-words.ts';

/** A policy in plain words. */
export function PolicyWords({ policy }: { readonly policy: PolicyBody }) {
  return <FactList facts={usePolicyWords()(policy)} />;
}
