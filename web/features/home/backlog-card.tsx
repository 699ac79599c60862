import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { Overview } from '../../contract/overview.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './fleet.module.css';

/** What is recorded and still on the computers, and what will not come by itself. */
export function BacklogCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const locale = useLocale();
  const { ago } = useDuration();
  const { backlog, holes, parked, now } = overview;
  return (
    <Card title={t('backlog')}>
      <p className={styles['figure']}>
        <strong>{formatBytes(backlog.bytes, locale)}</strong>
        <span>{t('backlogOf', { segments: backlog.segments, devices: backlog.devices })}</span>
      </p>
      <FactList
        facts={[
          {
            label: t('oldest'),
            value: backlog.oldest === null ? t('nothingWaits') : ago(now - backlog.oldest),
          },
          {
            label: t('parked'),
            hint: t('parkedHint'),
            value: format.number(parked),
            tone: parked === 0 ? 'ok' : 'bad',
          },
          {
            label: t('holes'),
            hint: t('holesHint'),
            value: format.number(holes),
            tone: holes === 0 ? 'ok' : 'bad',
          },
        ]}
      />
    </Card>
  );
}
