import type { ReactNode } from 'react';

/** A column of a table, as its head shows it. */
export interface Column<Id extends string = string> {
  readonly id: Id;
  /** Its name; read aloud alone where `head` draws something else. */
  readonly title: string;
  readonly head?: ReactNode;
  /** Beside the name, and no part of what is pressed. */
  readonly aside?: ReactNode;
  /** Numbers stand at the end. */
  readonly align?: 'end';
  readonly className?: string | undefined;
  /** Which way a first press sorts; a column without it does not sort. */
  readonly sorts?: 'ascending' | 'descending';
}
