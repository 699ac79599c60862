import { Skeleton } from '@mantine/core';
import { DataTable } from './data-table.tsx';

const ROWS = [68, 44, 57, 73, 50] as const;

/** Rows to come, as high as the real ones. */
export function TableSkeleton({
  columns,
  label,
}: {
  readonly columns: number;
  readonly label: string;
}) {
  return (
    <DataTable label={label}>
      <tbody aria-busy="true">
        {ROWS.map((width, row) => (
          <tr key={width}>
            {Array.from({ length: columns }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells are all alike and never move.
              <td key={column} style={{ height: 46 }}>
                <Skeleton
                  height={10}
                  width={`${Math.max(30, (width + column * 17 + row * 9) % 90)}%`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
