import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';

interface QueryFallbackProps {
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  readonly skeleton: ReactNode;
}

/** What stands in place of a query's data: a skeleton until the first answer, or why none came. */
export function QueryFallback({ query, skeleton }: QueryFallbackProps) {
  if (query.error === null) return skeleton;
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
}
