import {
  IconAlertOctagon,
  IconArchive,
  IconPencil,
  IconPlayerPause,
  IconSend,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusTone } from '../../components/status-badge.tsx';
import type { ReleaseSummary } from '../../contract/releases.ts';

type Shown = 'draft' | 'out' | 'paused' | 'stopped' | 'withdrawn';

const LOOKS = {
  draft: ['neutral', IconPencil],
  out: ['accent', IconSend],
  paused: ['warn', IconPlayerPause],
  stopped: ['bad', IconAlertOctagon],
  withdrawn: ['neutral', IconArchive],
} as const satisfies Record<Shown, readonly [StatusTone, typeof IconSend]>;

export function ReleaseBadge({ release }: { readonly release: ReleaseSummary }) {
  const t = useTranslations('releases.states');
  const shown = shownOf(release);
  const [tone, Icon] = LOOKS[shown];
  return (
    <StatusBadge tone={tone} Icon={Icon}>
      {t(shown)}
    </StatusBadge>
  );
}

function shownOf({ stage, pauseCause }: ReleaseSummary): Shown {
  if (stage === 'draft' || stage === 'withdrawn') return stage;
  if (pauseCause === null) return 'out';
  return pauseCause === 'failures' ? 'stopped' : 'paused';
}
