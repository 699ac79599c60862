import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isAppError } from '@workcompanion/core/errors';

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

/** The session has ended: sign in, and come back to this very address. */
function leaveToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/sign-in') return;
  const next = encodeURIComponent(pathname + search);
  window.location.assign(`/sign-in?expired=1&next=${next}`);
}
