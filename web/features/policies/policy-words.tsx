'use client';

import type { Policy } from '@workcompanion/core/protocol/policy';
import { FactList } from '../../components/fact-list.tsx';
import { usePolicyWords } from './use-policy-words.ts';

/** A policy in plain words. */
export function PolicyWords({ policy }: { readonly policy: Omit<Policy, 'version'> }) {
  return <FactList facts={usePolicyWords()(policy)} />;
}
