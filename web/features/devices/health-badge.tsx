import {
  IconAlertTriangle,
  IconArchive,
  IconBan,
  IconCloudUpload,
  IconMoon,
  IconPlayerPauseFilled,
  IconPlugConnectedX,
  IconPointFilled,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '../../components/status-badge.tsx';
import type { DeviceHealth } from '../../contract/devices.ts';

const LOOKS = {
  live: { tone: 'ok', Icon: IconPointFilled },
  paused: { tone: 'private', Icon: IconPlayerPauseFilled },
  idle: { tone: 'neutral', Icon: IconMoon },
  behind: { tone: 'warn', Icon: IconCloudUpload },
  attention: { tone: 'bad', Icon: IconAlertTriangle },
  silent: { tone: 'neutral', Icon: IconPlugConnectedX },
  revoked: { tone: 'neutral', Icon: IconBan },
  retired: { tone: 'neutral', Icon: IconArchive },
} as const satisfies Record<DeviceHealth, StatusLook>;

export function HealthBadge({ health }: { readonly health: DeviceHealth }) {
  const t = useTranslations('people.health');
  return <StatusBadge {...LOOKS[health]}>{t(health)}</StatusBadge>;
}
