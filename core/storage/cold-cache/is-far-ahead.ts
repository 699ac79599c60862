/** Comes with what is fetched anyway sooner than a request of its own would bring it. */
const NEAR_BYTES = 1024 * 1024;

/** Whether to ask for a range by itself, instead of waiting for all that comes before it. */
export function isFarAhead(start: number, readableBytes: number): boolean {
  return start - readableBytes > NEAR_BYTES;
}
