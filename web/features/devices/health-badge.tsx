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
import { StatusBadge, type StatusTone } from '../../components/status-badge.tsx';
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
} as const satisfies Record<
  DeviceHealth,
  { readonly tone: StatusTone; readonly Icon: typeof IconBan }
>;

export function HealthBadge({ health }: { readonly health: DeviceHealth }) {
  const t = useTranslations('people.health');
  const { tone, Icon } = LOOKS[health];
  return (
    <StatusBadge tone={tone} icon={<Icon size={13} />}>
      {t(health)}
    </StatusBadge>
  );
}
