import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { FaultRule } from './faults.ts';
import type { ServerState } from './server-state.ts';

/**
 * For a server in another process: `GET stats`, `GET objects`, `DELETE objects`, `POST faults` (a
 * rule), `DELETE faults`.
 */
export async function handleControl(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  state: ServerState,
): Promise<void> {
  const asked = `${incoming.method} ${incoming.url?.replace('/_control/', '')}`;
  if (asked === 'GET stats') return answerJson(outgoing, state.stats);
  if (asked === 'GET objects') return answerJson(outgoing, objectsOf(state));
  if (asked === 'DELETE faults') state.faults.clear();
  else if (asked === 'DELETE objects') state.objects.clear();
  else if (asked === 'POST faults') state.faults.add(ownRule(JSON.parse(await text(incoming))));
  else {
    outgoing.writeHead(404).end();
    return;
  }
  answerJson(outgoing, {});
}

function objectsOf({ objects }: ServerState): unknown {
  return [...objects].map(([key, { size, crc64, etag }]) => ({ key, size, crc64, etag }));
}

function answerJson(outgoing: ServerResponse, value: unknown): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** Safe enough: only our own tests and benches, typed by the same interface, send rules. */
function ownRule(value: unknown): FaultRule {
  return value as FaultRule;
}
