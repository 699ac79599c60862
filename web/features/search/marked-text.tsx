import { Fragment } from 'react';
import styles from './search.module.css';

interface MarkedTextProps {
  readonly text: string;
  readonly marks: readonly { readonly from: number; readonly to: number }[];
}

/** A text in which what was looked for is marked; marks may overlap. */
export function MarkedText({ text, marks }: MarkedTextProps) {
  const parts: { readonly from: number; readonly to: number; readonly isMarked: boolean }[] = [];
  let at = 0;
  for (const { from, to } of marks.toSorted((a, b) => a.from - b.from)) {
    if (to <= at) continue;
    const begin = Math.max(at, from);
    if (begin > at) parts.push({ from: at, to: begin, isMarked: false });
    parts.push({ from: begin, to, isMarked: true });
    at = to;
  }
  if (at < text.length) parts.push({ from: at, to: text.length, isMarked: false });
  return parts.map(({ from, to, isMarked }) =>
    isMarked ? (
      <mark key={from} className={styles['mark']}>
        {text.slice(from, to)}
      </mark>
    ) : (
      <Fragment key={from}>{text.slice(from, to)}</Fragment>
    ),
  );
}
