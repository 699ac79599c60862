import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from './dialect.ts';

/** OpenStack Swift takes no longer value of metadata, unless its operator allows it. */
const PIECE_CHARACTERS = 256;

type Prefix = Dialect['prefix'];

/** A statement as metadata of a blob, in as many values as it needs. */
export function statementHeaders(prefix: Prefix, statement: string): Record<string, string> {
  const count = Math.ceil(statement.length / PIECE_CHARACTERS);
  const pieces = Array.from({ length: count }, (_, piece) => {
    const start = piece * PIECE_CHARACTERS;
    return [nameOf(prefix, piece), statement.slice(start, start + PIECE_CHARACTERS)];
  });
  return Object.fromEntries(pieces);
}

/** The statement that was kept beside a blob; null for a blob without one. */
export function readStatementHeaders(prefix: Prefix, headers: IncomingHttpHeaders): string | null {
  let statement = '';
  for (let piece = 0; ; piece += 1) {
    const value = headers[nameOf(prefix, piece)];
    if (value === undefined) return statement || null;
    statement += String(value);
  }
}

function nameOf(prefix: Prefix, piece: number): string {
  return piece === 0 ? `${prefix}meta-statement` : `${prefix}meta-statement-${piece}`;
}
