/** Where a table's order is kept, and what is said of it. */
export interface TableSort {
  /** `name`, or `-name` for the last first. */
  readonly by: string;
  /** The order of a table that nobody has sorted. */
  readonly fallback: string;
  readonly onChange: (by: string) => void;
  readonly words: (title: string, isDescending: boolean) => string;
}

export type Direction = 'ascending' | 'descending';

export function directionOf(by: string, column: string): Direction | undefined {
  if (by === column) return 'ascending';
  return by === `-${column}` ? 'descending' : undefined;
}

interface Press {
  readonly column: string;
  readonly first: Direction;
  readonly fallback: string;
}

/** The first press sorts, the second turns round, the third leaves the table as it was. */
export function sortAfterPress(by: string, { column, first, fallback }: Press): string {
  const orders = first === 'ascending' ? [column, `-${column}`] : [`-${column}`, column];
  const [next = fallback, turned = fallback] = orders;
  if (by === next) return turned;
  return by === turned && directionOf(fallback, column) === undefined ? fallback : next;
}
