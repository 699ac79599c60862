/** µs: 26 h. No bookmark is longer, so that those of a window are found by their start. */
export const MAX_BOOKMARK = 26 * 3_600_000_000;
