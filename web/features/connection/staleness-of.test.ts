import { AppError } from '@workcompanion/core/errors';
import { describe, expect, it } from 'vitest';
import { type ShownQuery, stalenessOf } from './staleness-of.ts';

const noAnswer = new AppError('unavailable', 'No answer.');
const told = (code: 'internal' | 'unavailable' | 'forbidden'): AppError =>
  new AppError(code, 'Told by the server.', { details: { requestId: 'r-1' } });
const shown = (dataUpdatedAt: number, error: Error | null = null): ShownQuery => ({
  data: {},
  dataUpdatedAt,
  error,
});

describe('stalenessOf', () => {
  it('says nothing while every look succeeds', () => {
    expect(stalenessOf([shown(1), shown(2)], true)).toBeNull();
  });

  it('tells a lost connection, as old as the oldest that could not be refreshed', () => {
    const queries = [shown(1), shown(7, noAnswer), shown(5, noAnswer)];
    expect(stalenessOf(queries, true)).toEqual({ kind: 'lost', since: 5 });
  });

  it('tells a server that answers and fails, also where it has no store', () => {
    expect(stalenessOf([shown(5, told('internal'))], true)).toEqual({ kind: 'failed', since: 5 });
    expect(stalenessOf([shown(5, told('unavailable'))], true)?.kind).toBe('failed');
  });

  it('leaves to the page what it has nothing to show for, and what is not for the account', () => {
    const never: ShownQuery = { data: undefined, dataUpdatedAt: 0, error: noAnswer };
    expect(stalenessOf([never, shown(5, told('forbidden'))], true)).toBeNull();
  });

  it('takes everything for old once the network is gone', () => {
    expect(stalenessOf([shown(9), shown(4)], false)).toEqual({ kind: 'lost', since: 4 });
  });
});
