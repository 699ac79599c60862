import { isAppError } from '../errors.ts';
import type { DeviceId } from '../ids.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { GENESIS, type Statement } from '../protocol/statement.ts';
import { ChainBreaks } from './chain-breaks.ts';
import { statementHash, verifyStatement } from './statement.ts';

export type ChainProblem = 'signature' | 'prev' | 'index' | 'device' | 'invalid';
export type ChainVerdict =
  | {
      readonly ok: true;
      readonly count: number;
      readonly head: string;
      /** Entries that are absent, as the device itself says. */
      readonly absent: number;
    }
  | { readonly ok: false; readonly index: number; readonly problem: ChainProblem };

/** Where a chain goes on: the index expected next and the hash it must point back at. */
export interface ChainPoint {
  readonly index: number;
  readonly prev: string;
}

/**
 * Checks a device's journal from its first entry, or from `start` when only a stretch is at hand.
 * `index` of a failure is the index at which the chain breaks; `head` is the hash of the last
 * entry. Reads one statement at a time. Entries may be absent where a later one says why.
 */
export async function verifyChain(
  jwsList: AsyncIterable<string> | Iterable<string>,
  publicKey: Ed25519Jwk,
  start: ChainPoint = { index: 0, prev: GENESIS },
): Promise<ChainVerdict> {
  let { index, prev } = start;
  let device: DeviceId | undefined;
  let count = 0;
  const breaks = new ChainBreaks();
  // What no entry so far explains comes before the problem at hand.
  const failure = (problem: ChainProblem): ChainVerdict =>
    breaks.unnamed === null
      ? { ok: false, index, problem }
      : { ok: false, index: breaks.unnamed, problem: 'index' };
  for await (const jws of jwsList) {
    const statement = await verified(jws, publicKey);
    if (typeof statement === 'string') return failure(statement);
    if (statement.index > index) {
      breaks.found({ first: index, last: statement.index - 1, prev: statement.prev });
      ({ index, prev } = statement);
    }
    const problem = linkProblem(statement, { index, prev, device });
    if (problem !== undefined) return failure(problem);
    breaks.hear(statement);
    device = statement.device;
    prev = statementHash(jws);
    index += 1;
    count += 1;
  }
  if (breaks.unnamed !== null) return failure('index');
  return { ok: true, count, head: prev, absent: breaks.absent };
}

async function verified(
  jws: string,
  publicKey: Ed25519Jwk,
): Promise<Statement | 'signature' | 'invalid'> {
  try {
    return await verifyStatement(jws, publicKey);
  } catch (error) {
    if (isAppError(error, 'signature-invalid')) return 'signature';
    if (isAppError(error, 'statement-invalid')) return 'invalid';
    throw error;
  }
}

/** What keeps `statement` from being the one that is expected; undefined: nothing. */
export function linkProblem(
  statement: Statement,
  expected: ChainPoint & { readonly device: DeviceId | undefined },
): 'device' | 'index' | 'prev' | undefined {
  if (expected.device !== undefined && statement.device !== expected.device) return 'device';
  if (statement.index !== expected.index) return 'index';
  if (statement.prev !== expected.prev) return 'prev';
  return undefined;
}
