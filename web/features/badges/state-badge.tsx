import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { STATES } from './states.ts';

type Kind = keyof typeof STATES;
/** All that a badge can show: `STATES.hold[hold.status]`. */
type State = { [K in Kind]: (typeof STATES)[K][keyof (typeof STATES)[K]] }[Kind];

/** How far something is, in colour, picture and word. */
export function StateBadge({ state: { tone, Icon, words } }: { readonly state: State }) {
  const t = useTranslations();
  return (
    <StatusBadge tone={tone} Icon={Icon}>
      {t(words)}
    </StatusBadge>
  );
}
