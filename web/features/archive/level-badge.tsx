import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '../../components/status-badge.tsx';
import type { PressureLevel } from '../../contract/archive.ts';

const LOOKS = {
  calm: { tone: 'ok', Icon: IconCheck },
  early: { tone: 'warn', Icon: IconAlertTriangle },
  full: { tone: 'bad', Icon: IconAlertTriangle },
  refuse: { tone: 'bad', Icon: IconAlertOctagon },
} as const satisfies Record<PressureLevel, StatusLook>;

export function LevelBadge({ level }: { readonly level: PressureLevel }) {
  const t = useTranslations('archive.levels');
  return <StatusBadge {...LOOKS[level]}>{t(level)}</StatusBadge>;
}
