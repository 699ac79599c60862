interface PagedQuery {
  readonly state: { readonly data: { readonly pages: readonly unknown[] } | undefined };
}

/**
 * How long until a list that changes by itself is read again. All its pages are: who has opened many waits
 * as many times, and asks no more of the server than who reads the first.
 */
export function refreshAfter(interval: number) {
  return ({ state }: PagedQuery): number => interval * Math.max(1, state.data?.pages.length ?? 1);
}
