'use client';

import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale } from 'next-intl';
import { FactList } from '../../components/fact-list.tsx';

/** A policy in plain words. */
export function PolicyWords({ policy }: { readonly policy: PolicyBody }) {
  return <FactList facts={policyWords(policy, useLocale())} />;
}
