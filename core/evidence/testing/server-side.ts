import { base64url } from 'jose';
import type { generateSigningKeyPair } from '../../crypto/key-pair.ts';
import { signCheckpoint, signReceipt } from '../../crypto/server-statements.ts';
import { readStatement, statementHash } from '../../crypto/statement.ts';
import { CHECKPOINT_GENESIS } from '../../protocol/checkpoint.ts';
import { leafHash, MerkleTree } from '../merkle.ts';
import type { JournalLine, PackageCheckpoints } from '../package-documents.ts';
import { MIDNIGHT, SECOND } from './record-scene.ts';

export type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;

const HOUR = 3600 * SECOND;
/** All statements of the scene are received some seconds after it. */
export const RECEIVED_AT = MIDNIGHT + 60 * SECOND;

export async function receiptsFor(
  statements: readonly string[],
  server: KeyPair,
): Promise<JournalLine[]> {
  return Promise.all(
    statements.map(async (statement) => {
      const { device, index } = readStatement(statement);
      const receipt = await signReceipt(
        { v: 1, device, index, statement: statementHash(statement), receivedAt: RECEIVED_AT },
        server.privateKey,
      );
      return { statement, receipt };
    }),
  );
}

/** The hour before the scene, in which nothing was received. */
export function firstCheckpoint(server: KeyPair): Promise<string> {
  return signCheckpoint(
    {
      v: 1,
      number: 0,
      prev: CHECKPOINT_GENESIS,
      from: MIDNIGHT - 2 * HOUR,
      to: MIDNIGHT - HOUR,
      statements: 0,
      root: base64url.encode(new MerkleTree().root()),
      madeAt: MIDNIGHT - HOUR,
    },
    server.privateKey,
  );
}

/** The first one, and the one whose tree holds all statements. */
export async function checkpointsFor(
  statements: readonly string[],
  first: string,
  server: KeyPair,
): Promise<PackageCheckpoints> {
  const tree = new MerkleTree();
  for (const jws of statements) tree.add(leafHash(Buffer.from(jws, 'ascii')), true);
  const second = await signCheckpoint(
    {
      v: 1,
      number: 1,
      prev: statementHash(first),
      from: MIDNIGHT - HOUR,
      to: MIDNIGHT + HOUR,
      statements: tree.size,
      root: base64url.encode(tree.root()),
      madeAt: MIDNIGHT + HOUR,
    },
    server.privateKey,
  );
  const paths = tree.paths();
  const proofs = statements.map((jws, at) => {
    const { device, index } = readStatement(jws);
    const path = (paths[at]?.path ?? []).map((digest) => base64url.encode(digest));
    return { device, index, checkpoint: 1, leaf: at, path };
  });
  return { checkpoints: [first, second], proofs, timestamps: [] };
}
