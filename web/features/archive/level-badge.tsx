import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusTone } from '../../components/status-badge.tsx';
import type { PressureLevel } from '../../contract/archive.ts';

const LOOKS = {
  calm: { tone: 'ok', Icon: IconCheck },
  early: { tone: 'warn', Icon: IconAlertTriangle },
  full: { tone: 'bad', Icon: IconAlertTriangle },
  refuse: { tone: 'bad', Icon: IconAlertOctagon },
} as const satisfies Record<
  PressureLevel,
  { readonly tone: StatusTone; readonly Icon: typeof IconCheck }
>;

export function LevelBadge({ level }: { readonly level: PressureLevel }) {
  const t = useTranslations('archive.levels');
  const { tone, Icon } = LOOKS[level];
  return (
    <StatusBadge tone={tone} icon={<Icon size={13} />}>
      {t(level)}
    </StatusBadge>
  );
}
