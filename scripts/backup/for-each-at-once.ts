/** Several at a time: one alone would wait most of its time for a disk to sync. */
const AT_ONCE = 4;

/** Runs `act` on each; the first that fails ends it, once those under way are through. */
export async function forEachAtOnce<T>(
  items: AsyncIterable<T>,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const source = items[Symbol.asyncIterator]();
  let failed = false;
  const work = async () => {
    while (!failed) {
      const next = await source.next();
      if (next.done) return;
      await act(next.value).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failure = ended.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}
