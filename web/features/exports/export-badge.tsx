import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconLoader,
  IconTrash,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { ExportState } from '../../contract/exports.ts';

const LOOKS = {
  'awaiting-approval': { tone: 'warn', Icon: IconUserQuestion },
  refused: { tone: 'bad', Icon: IconBan },
  queued: { tone: 'neutral', Icon: IconClock },
  running: { tone: 'accent', Icon: IconLoader },
  made: { tone: 'ok', Icon: IconCheck },
  failed: { tone: 'bad', Icon: IconAlertTriangle },
  cancelled: { tone: 'neutral', Icon: IconX },
  expired: { tone: 'neutral', Icon: IconTrash },
} as const satisfies Record<ExportState, unknown>;

export function ExportBadge({ state }: { readonly state: ExportState }) {
  const t = useTranslations('exports.states');
  return <StatusBadge {...LOOKS[state]}>{t(state)}</StatusBadge>;
}
