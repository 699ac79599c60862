import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isAppError } from '@workcompanion/core/errors';
import { leaveToSignIn } from './leave-to-sign-in.ts';

const RETRIES = 2;

function shouldRetry(failures: number, error: Error): boolean {
  return isAppError(error) && error.retryable && failures < RETRIES;
}

function onError(error: Error): void {
  if (isAppError(error, 'unauthenticated')) leaveToSignIn();
  // The page that is asked for instead of this one says what is owed.
  if (isAppError(error, 'second-factor-required')) window.location.reload();
}

/** One cache a tab. Only what may succeed the second time is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 2_000, refetchOnWindowFocus: true },
      // Without a network too: it fails at once and says so, instead of waiting unseen.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
