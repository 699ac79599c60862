import { Checkbox, CloseButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './picks.module.css';

/** What is done with several rows at once. */
export interface Bulk<Row> {
  readonly words: {
    readonly pick: (row: Row) => string;
    readonly pickAll: string;
    readonly count: (count: number) => string;
    readonly clear: string;
  };
  /** Buttons; they clear the choice once they have begun. */
  readonly actions: (rows: readonly Row[], clear: () => void) => ReactNode;
}

interface Picking<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly bulk: Bulk<Row> | undefined;
}

const PICK_COLUMN = { id: 'pick', width: '36px', isPick: true } as const;

/** Which rows of a list are chosen. Those that have left the list are chosen no longer. */
export function usePicks<Row>({ rows, keyOf, bulk }: Picking<Row>) {
  const [keys, setKeys] = useState<ReadonlySet<string | number>>(new Set());
  const [anchor, setAnchor] = useState<string | number | null>(null);
  const picked = bulk === undefined ? [] : rows.filter((row) => keys.has(keyOf(row)));
  const clear = (): void => setKeys(new Set());
  const pick = (row: Row, isOn: boolean, isRange: boolean): void => {
    const changed = isRange ? between(rows, { keyOf, from: anchor, to: row }) : [row];
    setAnchor(keyOf(row));
    setKeys(changedBy(keys, changed.map(keyOf), isOn));
  };
  const column = bulk && {
    ...PICK_COLUMN,
    title: bulk.words.pickAll,
    head: (
      <Checkbox
        size="xs"
        aria-label={bulk.words.pickAll}
        checked={picked.length > 0 && picked.length === rows.length}
        indeterminate={picked.length > 0 && picked.length < rows.length}
        onChange={({ currentTarget: { checked } }) =>
          setKeys(new Set(checked ? rows.map(keyOf) : []))
        }
      />
    ),
    cell: (row: Row) => (
      <Checkbox
        size="xs"
        aria-label={bulk.words.pick(row)}
        checked={keys.has(keyOf(row))}
        onChange={({ currentTarget: { checked }, nativeEvent }) =>
          pick(row, checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
      />
    ),
  };
  const bar =
    bulk && picked.length > 0 ? (
      <div className={styles['bar']} role="toolbar" aria-label={bulk.words.count(picked.length)}>
        <strong>{bulk.words.count(picked.length)}</strong>
        {bulk.actions(picked, clear)}
        <CloseButton aria-label={bulk.words.clear} title={bulk.words.clear} onClick={clear} />
      </div>
    ) : null;
  return { column, bar, isPicked: (row: Row) => bulk !== undefined && keys.has(keyOf(row)) };
}

interface Range<Row> {
  readonly keyOf: (row: Row) => string | number;
  readonly from: string | number | null;
  readonly to: Row;
}

/** The rows from the one that was chosen last to this one, whichever stands first. */
function between<Row>(rows: readonly Row[], { keyOf, from, to }: Range<Row>): readonly Row[] {
  const places = [rows.findIndex((row) => keyOf(row) === from), rows.indexOf(to)];
  if (places.includes(-1)) return [to];
  return rows.slice(Math.min(...places), Math.max(...places) + 1);
}

function changedBy<Key>(keys: ReadonlySet<Key>, changed: readonly Key[], isOn: boolean): Set<Key> {
  const after = new Set(keys);
  for (const key of changed) {
    if (isOn) after.add(key);
    else after.delete(key);
  }
  return after;
}
