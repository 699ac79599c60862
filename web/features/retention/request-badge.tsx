import { IconBan, IconCheck, IconHourglass, IconLoader2, IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { DeletionRequest } from '../../contract/retention.ts';

const LOOKS = {
  waiting: { tone: 'warn', Icon: IconHourglass },
  approved: { tone: 'accent', Icon: IconLoader2 },
  held: { tone: 'warn', Icon: IconLock },
  done: { tone: 'ok', Icon: IconCheck },
  ended: { tone: 'neutral', Icon: IconBan },
} as const;

/** How far a request for deletion is. */
export function RequestBadge({ request }: { readonly request: DeletionRequest }) {
  const t = useTranslations('retention');
  const status = statusOf(request);
  return <StatusBadge {...LOOKS[status]}>{t(`requestStatus.${status}`)}</StatusBadge>;
}

function statusOf({
  approved,
  ended,
  carriedOutAt,
  heldKeys,
}: DeletionRequest): keyof typeof LOOKS {
  if (ended !== null) return 'ended';
  if (carriedOutAt !== null) return 'done';
  if (approved === null) return 'waiting';
  return heldKeys > 0 ? 'held' : 'approved';
}
