import type { Checkpoint } from '../protocol/checkpoint.ts';
import { type Digest, leafHash } from './merkle.ts';
import type { JournalLine } from './package-documents.ts';

const LINE_FEED = '\n';

/** The leaf of a statement in a checkpoint of this version: from 2 on it holds the receipt too. */
export function statementLeaf({ statement, receipt }: JournalLine, v: Checkpoint['v'] = 2): Digest {
  const entry = v === 1 ? statement : `${statement}${LINE_FEED}${receipt}`;
  return leafHash(new TextEncoder().encode(entry));
}

/** The leaf of an audit entry or of a checkpoint: both go in by the 32 bytes of their hash. */
export const hashLeaf: (hash: Uint8Array) => Digest = leafHash;
