'use client';

import { useTranslations } from 'next-intl';
import type { WebhookDelivery } from '../../contract/webhooks.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './webhooks-card.module.css';

/** The causes of failed connections, by the code that their error begins with. */
const CAUSES: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'cutOff',
  UND_ERR_SOCKET: 'cutOff',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ETIMEDOUT: 'late',
  UND_ERR_CONNECT_TIMEOUT: 'late',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
};

interface LastDeliveryProps {
  readonly delivery: WebhookDelivery | null;
  readonly now: number;
}

/** What was sent last, when, and what became of it. */
export function LastDelivery({ delivery, now }: LastDeliveryProps) {
  const t = useTranslations();
  const { ago, duration } = useDuration();
  const cause = useCauseWords('delivery');
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
          {status === null
            ? cause(CAUSES[error.split(' ', 1)[0] ?? ''] ?? '', error)
            : t('webhooks.answered', { status })}
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
