import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column } from './column.ts';
import styles from './column-head.module.css';
import { directionOf, sortAfterPress, type TableSort } from './table-sort.ts';

interface ColumnHeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: TableSort | undefined;
}

/** The head of a column; a button, if the table sorts by it. */
export function ColumnHead<Row>({ column, sort }: ColumnHeadProps<Row>) {
  const { id, title, head, aside, align, width, sorts, isPick } = column;
  const direction = sort && directionOf(sort.by, id);
  return (
    <th
      scope="col"
      data-align={align}
      data-pick={isPick}
      style={width === undefined ? undefined : { width }}
      aria-sort={direction}
      aria-label={head === undefined ? undefined : title}
    >
      {sorts === undefined || sort === undefined ? (
        (head ?? title)
      ) : (
        <UnstyledButton
          className={styles['sort']}
          data-align={align}
          data-active={direction !== undefined}
          onClick={() => {
            const press = { column: id, first: sorts, fallback: sort.fallback };
            sort.onChange(sortAfterPress(sort.by, press));
          }}
        >
          {title}
          <Arrow direction={direction ?? sorts} />
        </UnstyledButton>
      )}
      {aside}
    </th>
  );
}

function Arrow({ direction }: { readonly direction: 'ascending' | 'descending' }) {
  const Icon = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return <Icon className={styles['arrow'] ?? ''} size={13} stroke={2} aria-hidden="true" />;
}
