'use client';

import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import { FactList } from '../../components/fact-list.tsx';
import { FormAlert } from '../forms/form-alert.tsx';

/** A policy in plain words; null: this page does not know all that it says. */
export function PolicyWords({ policy }: { readonly policy: PolicyBody | null }) {
  const t = useTranslations('common');
  const locale = useLocale();
  if (policy === null) return <FormAlert tone="info">{t('outdated')}</FormAlert>;
  return <FactList facts={policyWords(policy, locale)} />;
}
