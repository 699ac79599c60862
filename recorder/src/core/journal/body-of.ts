import type { Statement, StatementBody } from '@workcompanion/core/protocol/statement';

/** What a statement says, without its place in a journal. */
export function bodyOf(statement: Statement): StatementBody {
  const { v, device, index, prev, at, monotonic, clockOffset, restates, ...body } = statement;
  return body;
}
