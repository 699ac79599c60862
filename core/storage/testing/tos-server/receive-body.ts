import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './answer.ts';
import type { TosRequest } from './server-state.ts';

/** Shows the body to `onChunk`, at the pace and as far as the fault allows. Throws when it is cut. */
export async function receiveBody(
  { incoming, fault, state }: TosRequest,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  if (incoming.headers['content-length'] === undefined) {
    throw new Refusal(411, 'MissingContentLength');
  }
  const cutAt = fault?.kind === 'cut-request' ? fault.afterBytes : Infinity;
  let received = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    received += chunk.length;
    state.stats.bytesIn += chunk.length;
    if (received >= cutAt) return cut(incoming);
    if (fault?.kind === 'slow') await delay((1000 * chunk.length) / fault.bytesPerSecond);
    onChunk(chunk);
  }
  if (cutAt !== Infinity) cut(incoming);
}

export async function receiveBytes(request: TosRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await receiveBody(request, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

function cut(incoming: TosRequest['incoming']): never {
  incoming.destroy();
  throw new Error('cut by a fault');
}
