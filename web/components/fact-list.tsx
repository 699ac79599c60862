import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  readonly tone?: 'ok' | 'warn' | 'bad' | undefined;
  readonly hint?: string | undefined;
}

/** Names on the left, values on the right. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['list']}>
      {facts.map(({ label, value, tone, hint }) => (
        <div key={label} className={styles['fact']} title={hint}>
          <dt>{label}</dt>
          <dd data-tone={tone}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
