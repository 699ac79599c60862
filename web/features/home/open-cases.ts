/** Of the home of whoever works on cases: the latest that are open. */
export const OPEN_CASES = { state: 'open', sort: '-made', limit: 8 } as const;
