import type { ClientRequest } from 'node:http';
import type { Watch } from './watch.ts';

interface Sending {
  readonly watch: Watch;
  readonly recycle: ((piece: Uint8Array) => void) | undefined;
}

/**
 * Sends a body chunk by chunk and ends the request. Returns early, with the source left, when the
 * request broke or was answered meanwhile. Throws what the source throws.
 */
export async function sendBody(
  outgoing: ClientRequest,
  body: AsyncIterable<Uint8Array>,
  { watch, recycle }: Sending,
): Promise<void> {
  let answered = false;
  outgoing.once('response', () => {
    answered = true;
  });
  for await (const chunk of body) {
    if (outgoing.destroyed || answered) return;
    const isTaken = outgoing.write(chunk, (error) => {
      if (!error) recycle?.(chunk);
    });
    if (isTaken) continue;
    watch.expectProgress(true);
    await firstOf(outgoing, ['drain', 'close', 'response']);
    watch.expectProgress(answered);
    if (outgoing.destroyed || answered) return;
  }
  watch.expectProgress(true);
  outgoing.end();
}

function firstOf(outgoing: ClientRequest, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) outgoing.off(event, done);
      resolve();
    };
    for (const event of events) outgoing.once(event, done);
  });
}
