'use client';

import { useTranslations } from 'next-intl';
import { FactList } from '../../components/fact-list.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';

export function UserFacts({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const dates = useDates();
  const when = (at: number | null): string => (at === null ? t('common.never') : dates.moment(at));
  return (
    <FactList
      facts={[
        { label: t('users.status'), value: <StateBadge state={STATES.account[user.status]} /> },
        { label: t('users.email'), value: user.email },
        { label: t('users.created'), value: when(user.createdAt) },
        { label: t('users.lastSignIn'), value: when(user.lastSignInAt) },
        {
          label: t('users.secondFactor'),
          value: t(user.hasSecondFactor ? 'users.on' : 'users.off'),
        },
        ...(user.linkExpiresAt === null
          ? []
          : [{ label: t('users.linkOpen'), value: when(user.linkExpiresAt) }]),
      ]}
    />
  );
}
