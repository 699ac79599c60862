'use client';

import type { AuditEntry } from '../../contract/audit.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './audit-view.module.css';

interface AuditDetailsProps {
  readonly entry: AuditEntry;
}

/** No count of ours is so large: from here on a number is a time in UTC µs (the year 2001). */
const FIRST_TIME = 1e15;

/** The facts of an entry as they were kept. Their names are those of the program. */
export function AuditDetails({ entry }: AuditDetailsProps) {
  const dates = useDates();
  const text = (value: unknown): string => {
    if (typeof value === 'number' && value > FIRST_TIME) {
      return dates.second(value);
    }
    if (value === null) return '–';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const facts = [
    ['action', entry.action],
    ['subject', entry.subject],
    ...Object.entries(entry.details).map(([name, value]) => [name, text(value)]),
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
