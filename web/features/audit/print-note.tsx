'use client';

import { useTimeZone, useTranslations } from 'next-intl';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import type { AuditFilterValues } from './audit-filter-values.ts';
import styles from './audit-view.module.css';
import { useAuditWords } from './use-audit-words.ts';

const MINUTE_MS = 60_000;

interface PrintNoteProps {
  readonly filters: AuditFilterValues;
  readonly actorName: string;
  readonly entityName: string;
}

/** On paper only: what was filtered, and when it was printed. */
export function PrintNote({ filters, actorName, entityName }: PrintNoteProps) {
  const t = useTranslations('audit');
  const words = useAuditWords();
  const dates = useDates();
  const zone = useTimeZone() ?? '';
  const now = useNow(MINUTE_MS);
  const said = [
    filters.user === '' ? t('anyActor') : `${t('actor')}: ${actorName}`,
    filters.action === '' ? t('anyAction') : words.action(filters.action),
    ...(filters.entityType === '' ? [] : [`${t('object')}: ${entityName}`]),
    ...(filters.from === '' ? [] : [`${t('from')} ${filters.from}`]),
    ...(filters.to === '' ? [] : [`${t('to')} ${filters.to}`]),
  ];
  const date = now === null ? '' : dates.moment(now);
  return (
    <p className={styles['printed']}>
      {t('printed', { filters: said.join(t('comma')), date, zone })}
    </p>
  );
}
