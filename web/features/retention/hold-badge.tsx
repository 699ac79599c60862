import { IconClockOff, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { HoldStatus } from '../../contract/holds.ts';

const LOOKS = {
  'in-force': { tone: 'accent', Icon: IconLock },
  expired: { tone: 'neutral', Icon: IconClockOff },
  released: { tone: 'neutral', Icon: IconLockOpen },
} as const satisfies Record<HoldStatus, unknown>;

export function HoldBadge({ status }: { readonly status: HoldStatus }) {
  const t = useTranslations('retention');
  return <StatusBadge {...LOOKS[status]}>{t(`holdStatus.${status}`)}</StatusBadge>;
}
