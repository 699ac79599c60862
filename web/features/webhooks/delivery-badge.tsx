'use client';

import { IconCircleCheck, IconCircleX, IconClock, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { WebhookDelivery } from '../../contract/webhooks.ts';

const LOOKS = {
  waiting: { tone: 'neutral', Icon: IconClock },
  failing: { tone: 'warn', Icon: IconRefresh },
  delivered: { tone: 'ok', Icon: IconCircleCheck },
  'given-up': { tone: 'bad', Icon: IconCircleX },
} as const;

export function DeliveryBadge({ state }: { readonly state: WebhookDelivery['state'] }) {
  const t = useTranslations('webhooks.states');
  return <StatusBadge {...LOOKS[state]}>{t(state)}</StatusBadge>;
}
