import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import styles from './home.module.css';

interface ListCardProps<Item> {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  /** Undefined as long as they are awaited. */
  readonly items: readonly Item[] | undefined;
  /** What stands there where there are none. */
  readonly none: string;
  readonly children: (item: Item) => ReactNode;
}

/** A few things that belong together, while they are awaited, when that fails, and where there are none. */
export function ListCard<Item extends { readonly id: string }>(props: ListCardProps<Item>) {
  const { title, aside, query, items, none, children } = props;
  return (
    <Card title={title} aside={aside}>
      {items === undefined ? (
        query.error === null ? (
          <Skeleton height={48} />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : items.length === 0 ? (
        <p className={styles['none']}>{none}</p>
      ) : (
        <ul className={styles['items']}>
          {items.map((item) => (
            <li key={item.id}>{children(item)}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}
