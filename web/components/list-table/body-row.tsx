import { memo, type ReactNode } from 'react';

/** What a table shows of a row. */
export interface RowParts<Row> {
  /** Its cells, one a column. */
  readonly cells: (row: Row) => ReactNode;
  /** What stands below it, over all columns; null: nothing. */
  readonly under?: ((row: Row) => ReactNode) | undefined;
  readonly isSelected?: ((row: Row) => boolean) | undefined;
}

interface BodyRowProps<Row> extends RowParts<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: number;
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
        {cells(row)}
      </tr>
      {below === null ? null : (
        <tr>
          <td colSpan={columns}>{below}</td>
        </tr>
      )}
    </tbody>
  );
}

/** While somebody scrolls, only rows that come into sight are drawn. */
export const BodyRow = memo(BodyRowOf) as typeof BodyRowOf;
