'use client';

import type { AuditEntry } from '../../contract/audit.ts';
import styles from './audit-view.module.css';
import { detailFacts } from './detail-facts.ts';
import { useDetailWords } from './use-detail-words.ts';

interface AuditDetailsProps {
  readonly entry: AuditEntry;
}

/** The facts of an entry as they were kept; last, by what the program knows it. */
export function AuditDetails({ entry }: AuditDetailsProps) {
  const { action, entityType, entityId, before, after, details } = entry;
  const { label, text } = useDetailWords(entry);
  const facts = [
    ...detailFacts({ ...details, ...(before && { before }), ...(after && { after }) }),
    ...detailFacts({ action, entityType, entityId }),
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(({ path, value, before }) => (
        <div key={path.join('.')}>
          <dt>{label(path)}</dt>
          <dd>
            {before === undefined
              ? text(value, path)
              : `${text(before, path)} → ${text(value, path)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
