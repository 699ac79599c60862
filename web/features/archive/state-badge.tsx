import {
  IconAlertOctagon,
  IconBan,
  IconCheck,
  IconCloudUpload,
  IconMoon,
  IconPlayerPauseFilled,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '../../components/status-badge.tsx';
import type { ArchiveState } from '../../contract/archive.ts';

const LOOKS = {
  off: { tone: 'neutral', Icon: IconBan },
  silent: { tone: 'bad', Icon: IconPlugConnectedX },
  closed: { tone: 'neutral', Icon: IconMoon },
  waiting: { tone: 'ok', Icon: IconCheck },
  archiving: { tone: 'accent', Icon: IconCloudUpload },
  paused: { tone: 'warn', Icon: IconPlayerPauseFilled },
  refused: { tone: 'bad', Icon: IconAlertOctagon },
} as const satisfies Record<ArchiveState, StatusLook>;

export function StateBadge({ state }: { readonly state: ArchiveState }) {
  const t = useTranslations('archive.states');
  return <StatusBadge {...LOOKS[state]}>{t(state)}</StatusBadge>;
}
