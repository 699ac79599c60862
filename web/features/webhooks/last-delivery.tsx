'use client';

import { useTranslations } from 'next-intl';
import type { WebhookDelivery } from '../../contract/webhooks.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { useDeliveryCause } from './use-delivery-cause.ts';
import styles from './webhooks-card.module.css';

interface LastDeliveryProps {
  readonly delivery: WebhookDelivery | null;
  readonly now: number;
}

/** What was sent last, when, and what became of it. */
export function LastDelivery({ delivery, now }: LastDeliveryProps) {
  const t = useTranslations();
  const { ago, duration } = useDuration();
  const cause = useDeliveryCause();
  if (delivery === null) return <p className={styles['hint']}>{t('webhooks.neverSent')}</p>;
  const { alert, event, createdAt, state, error, status, attempts, nextAt } = delivery;
  const what =
    alert === null
      ? t('webhooks.events.test')
      : t('webhooks.alertEvent', {
          alert: t(`webhooks.alerts.${alert}`),
          event: t(`webhooks.events.${event}`),
        });
  return (
    <p className={styles['last']}>
      <StateBadge state={STATES.webhookDelivery[state]} />
      <span>{t('webhooks.whatAgo', { what, ago: ago(now - createdAt) })}</span>
      {error === null ? null : (
        <span className={styles['hint']} title={error}>
          {cause(error, status)}
        </span>
      )}
      {state === 'failing' && nextAt !== null ? (
        <span className={styles['hint']}>
          {t('webhooks.nextTry', { attempts, duration: duration(Math.max(0, nextAt - now)) })}
        </span>
      ) : null}
    </p>
  );
}
