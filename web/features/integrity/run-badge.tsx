import { IconAlertTriangle, IconCheck, IconLoader2, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { IntegrityRun } from '../../contract/integrity.ts';
import { runState } from './run-state.ts';

const LOOKS = {
  running: { tone: 'accent', Icon: IconLoader2 },
  done: { tone: 'ok', Icon: IconCheck },
  nothing: { tone: 'neutral', Icon: IconMinus },
  findings: { tone: 'bad', Icon: IconAlertTriangle },
  failed: { tone: 'warn', Icon: IconX },
  dead: { tone: 'warn', Icon: IconX },
} as const;

export function RunBadge({ run }: { readonly run: IntegrityRun }) {
  const t = useTranslations('integrity');
  const state = runState(run);
  return <StatusBadge {...LOOKS[state]}>{t(`state.${state}`)}</StatusBadge>;
}
