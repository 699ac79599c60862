import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False in what the server made, until React has taken it over. True at once in what the browser itself makes. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
