import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** This portal's address; a placeholder while the server renders. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://…',
  );
}
