import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Operation } from '@workcompanion/core/storage/testing/tos-server/faults';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';

/** Beyond a lease and the next try. */
const LATE_MS = 3_000;

const PUT_FAULTS: readonly (readonly [probability: number, fault: Fault])[] = [
  [0.08, { kind: 'lost-ack' }],
  [0.06, { kind: 'status', status: 503, code: 'ServiceUnavailable' }],
  [0.04, { kind: 'status', status: 429, code: 'SlowDown' }],
  [0.04, { kind: 'wrong-crc' }],
  [0.05, { kind: 'phantom' }],
  [0.05, { kind: 'corrupt-store' }],
  [0.03, { kind: 'corrupt-store', late: () => delay(LATE_MS) }],
  [0.05, { kind: 'cut-request', afterBytes: 5_000 }],
  [0.02, { kind: 'hang' }],
];

/** A third of the puts and a twentieth of the looks go wrong; the others are slow. */
export function inflictFaults(server: TosServer, putMs: number): void {
  const add = (operation: Operation, fault: Fault, probability: number) =>
    server.addFault({ operation, fault, probability });
  for (const [probability, fault] of PUT_FAULTS) add('put', fault, probability);
  add('put', { kind: 'delay', ms: putMs }, 1);
  add('head', { kind: 'status', status: 500, code: 'InternalError' }, 0.05);
}
