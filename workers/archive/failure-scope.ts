import type { ErrorCode } from '@workcompanion/core/errors';

/**
 * `segment`: this one goes wrong, the next need not. `store`: overloaded, out of reach or full; no
 * segment's fault. `refused`: we are turned away, whatever we ask.
 */
export type FailureScope = 'segment' | 'store' | 'refused';

const SCOPES: Partial<Record<ErrorCode, FailureScope>> = {
  'too-many-requests': 'store',
  unavailable: 'store',
  'storage-full': 'store',
  'storage-refused': 'refused',
};

export function failureScope(code: ErrorCode): FailureScope {
  return SCOPES[code] ?? 'segment';
}
