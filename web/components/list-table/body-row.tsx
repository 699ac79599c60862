import { memo, type ReactNode } from 'react';
import type { Column } from './column.ts';

/** What a table shows of a row. */
export interface RowParts<Row> {
  readonly columns: readonly Column<NoInfer<Row>>[];
  readonly cells?: (row: Row) => ReactNode;
  /** What stands below it, over all columns; null: nothing. */
  readonly under?: ((row: Row) => ReactNode) | undefined;
  readonly isSelected?: ((row: Row) => boolean) | undefined;
}

interface BodyRowProps<Row> extends RowParts<Row> {
  readonly row: Row;
  readonly index: number;
  readonly measure?: (body: HTMLTableSectionElement | null) => void;
}

/** The head is the first row of a table. */
const FIRST_ROW = 2;

/** A row with what stands below it: a body of its own, so that the two are measured as one. */
function BodyRowOf<Row>(props: BodyRowProps<Row>) {
  const { row, index, columns, measure, cells, under, isSelected } = props;
  const below = under?.(row) ?? null;
  return (
    <tbody ref={measure} data-index={index}>
      <tr aria-rowindex={index + FIRST_ROW} data-selected={isSelected?.(row)}>
        {cells?.(row) ??
          columns.map((column) => <Cell key={column.id} row={row} column={column} />)}
      </tr>
      {below === null ? null : (
        <tr>
          <td colSpan={columns.length}>{below}</td>
        </tr>
      )}
    </tbody>
  );
}

/** While somebody scrolls, only rows that come into sight are drawn. */
export const BodyRow = memo(BodyRowOf) as typeof BodyRowOf;

interface CellProps<Row> {
  readonly row: Row;
  readonly column: Column<Row>;
}

function Cell<Row>({ row, column }: CellProps<Row>) {
  const { align, className, head, title, isPick } = column;
  return (
    <td
      data-align={align}
      // On a phone, where each row is a card, the name of its column stands beside it.
      data-label={head === '' || isPick ? undefined : title}
      data-pick={isPick}
      className={typeof className === 'function' ? className(row) : className}
    >
      {column.cell?.(row)}
    </td>
  );
}
