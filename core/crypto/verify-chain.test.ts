import { beforeAll, describe, expect, it } from 'vitest';
import { DeviceId, newId } from '../ids.ts';
import { GENESIS, type Statement } from '../protocol/statement.ts';
import { generateSigningKeyPair } from './key-pair.ts';
import { signReceipt } from './server-statements.ts';
import { signStatement, statementHash } from './statement.ts';
import { verifyChain } from './verify-chain.ts';

const keys = await generateSigningKeyPair();
const device = newId(DeviceId);
let chain: string[];

describe('verifyChain', () => {
  beforeAll(async () => {
    chain = await makeChain(6);
  });

  it('accepts a whole journal and gives its length and head', async () => {
    expect(await verifyChain(chain, keys.publicKey)).toEqual({
      ok: true,
      count: 6,
      head: statementHash(chain.at(-1) ?? ''),
      absent: 0,
    });
  });

  it('accepts an empty journal', async () => {
    expect(await verifyChain([], keys.publicKey)).toEqual({
      ok: true,
      count: 0,
      head: GENESIS,
      absent: 0,
    });
  });

  it('reads statements from a stream, and no further than the break', async () => {
    let read = 0;
    async function* stream() {
      for (const jws of chain.toSpliced(2, 0, chain[0] ?? '')) {
        read += 1;
        yield jws;
      }
    }
    expect(await verifyChain(stream(), keys.publicKey)).toEqual({
      ok: false,
      index: 2,
      problem: 'index',
    });
    expect(read).toBe(3);
  });

  it('names an entry that is absent, unless a later one says that the device lost it', async () => {
    const cut = chain.toSpliced(2, 2);
    const missing = { ok: false, index: 2, problem: 'index' };
    expect(await verifyChain(cut, keys.publicKey)).toEqual(missing);
    const place = { index: 6, prev: statementHash(chain[5] ?? '') };
    const damage = { kind: 'journal-damaged', cause: 'missing', saved: 0, keptAs: null } as const;
    const tell = (first: number, last: number) => {
      const { v, at, monotonic, clockOffset } = statement(place);
      const told = { ...damage, lost: [{ first, last }] };
      return signStatement(
        { v, device, at, monotonic, clockOffset, ...place, ...told },
        keys.privateKey,
      );
    };
    expect(await verifyChain([...cut, await tell(2, 3)], keys.publicKey)).toMatchObject({
      ok: true,
      count: 5,
      absent: 2,
    });
    expect(await verifyChain([...cut, await tell(3, 3)], keys.publicKey)).toEqual(missing);
    const swapped = [...chain.slice(0, 2), chain[3] ?? '', chain[2] ?? ''];
    expect(await verifyChain([...swapped, await tell(2, 3)], keys.publicKey)).toMatchObject({
      ok: false,
    });
  });

  it('accepts a stretch from a known point, and refuses it from another', async () => {
    const stretch = chain.slice(3);
    const prev = statementHash(chain[2] ?? '');
    expect(await verifyChain(stretch, keys.publicKey, { index: 3, prev })).toMatchObject({
      ok: true,
      count: 3,
    });
    expect(await verifyChain(stretch, keys.publicKey, { index: 3, prev: GENESIS })).toEqual({
      ok: false,
      index: 3,
      problem: 'prev',
    });
    expect(await verifyChain(stretch, keys.publicKey)).toEqual({
      ok: false,
      index: 0,
      problem: 'index',
    });
  });

  it('names two entries that changed places', async () => {
    const [a = '', b = '', c = '', d = ''] = chain;
    expect(await verifyChain([a, c, b, d], keys.publicKey)).toMatchObject({
      index: 1,
      problem: 'index',
    });
  });

  it('names an entry that was replaced by another one of the same index', async () => {
    const other = await sign({ index: 2, prev: statementHash(chain[1] ?? ''), policyVersion: 99 });
    const forged = chain.with(2, other);
    expect(await verifyChain(forged, keys.publicKey)).toEqual({
      ok: false,
      index: 3,
      problem: 'prev',
    });
  });

  it('names an entry of another device', async () => {
    const foreign = await sign({
      index: 2,
      prev: statementHash(chain[1] ?? ''),
      device: newId(DeviceId),
    });
    expect(await verifyChain(chain.with(2, foreign), keys.publicKey)).toMatchObject({
      index: 2,
      problem: 'device',
    });
  });

  it('names an entry that another key signed', async () => {
    const other = await generateSigningKeyPair();
    const forged = await signStatement(
      statement({ index: 1, prev: statementHash(chain[0] ?? '') }),
      other.privateKey,
    );
    expect(await verifyChain(chain.with(1, forged), keys.publicKey)).toEqual({
      ok: false,
      index: 1,
      problem: 'signature',
    });
  });

  it('names an entry that is no statement', async () => {
    const receipt = await signReceipt(
      { v: 1, device, index: 0, statement: GENESIS, receivedAt: 0 },
      keys.privateKey,
    );
    for (const other of ['garbage', receipt]) {
      expect(await verifyChain(chain.with(4, other), keys.publicKey)).toEqual({
        ok: false,
        index: 4,
        problem: 'invalid',
      });
    }
  });
});

async function makeChain(length: number): Promise<string[]> {
  const made: string[] = [];
  let prev = GENESIS;
  for (let index = 0; index < length; index += 1) {
    const jws = await sign({ index, prev });
    made.push(jws);
    prev = statementHash(jws);
  }
  return made;
}

interface Link {
  readonly index: number;
  readonly prev: string;
  readonly device?: DeviceId;
  readonly policyVersion?: number;
}

function sign(link: Link): Promise<string> {
  return signStatement(statement(link), keys.privateKey);
}

function statement(link: Link): Statement {
  const at = 1_774_746_000_000_000 + link.index;
  return {
    v: 1,
    device,
    at,
    monotonic: at,
    clockOffset: null,
    kind: 'policy-applied',
    policyVersion: 1,
    ...link,
  };
}
