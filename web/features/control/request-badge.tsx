import { IconBan, IconCheck, IconClockOff, IconHourglass } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { ControlStatus } from '../../contract/control.ts';

const LOOKS = {
  waiting: { tone: 'warn', Icon: IconHourglass },
  agreed: { tone: 'ok', Icon: IconCheck },
  refused: { tone: 'bad', Icon: IconBan },
  withdrawn: { tone: 'neutral', Icon: IconBan },
  expired: { tone: 'neutral', Icon: IconClockOff },
} as const;

export function RequestBadge({ status }: { readonly status: ControlStatus }) {
  const t = useTranslations('control.statuses');
  return <StatusBadge {...LOOKS[status]}>{t(status)}</StatusBadge>;
}
