'use client';

import { IconBan, IconCircleCheck, IconMail } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { UserStatus } from '../../contract/users.ts';

const LOOKS = {
  active: { tone: 'ok', Icon: IconCircleCheck },
  invited: { tone: 'accent', Icon: IconMail },
  disabled: { tone: 'neutral', Icon: IconBan },
} as const;

export function UserStatusBadge({ status }: { readonly status: UserStatus }) {
  const t = useTranslations('users');
  return <StatusBadge {...LOOKS[status]}>{t(`statuses.${status}`)}</StatusBadge>;
}
