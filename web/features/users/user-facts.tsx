'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { FactList } from '../../components/fact-list.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { UserStatusBadge } from './user-status-badge.tsx';

export function UserFacts({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const format = useFormatter();
  const when = (at: number | null): string =>
    at === null
      ? t('common.never')
      : format.dateTime(new Date(at / 1000), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <FactList
      facts={[
        { label: t('users.status'), value: <UserStatusBadge status={user.status} /> },
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
