import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { keyThumbprint } from '../crypto/key-thumbprint.ts';
import { readStatement, signStatement } from '../crypto/statement.ts';
import { KeyId, newId } from '../ids.ts';
import { openTestTsa, type TestTsa } from './testing/open-test-tsa.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { SECOND } from './testing/record-scene.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { checkpointsFor, firstCheckpoint, receiptsFor } from './testing/server-side.ts';
import { doubtsOfDraft, verdictOf } from './testing/verdict-of.ts';
import { timestampRequest, tokenOfReply } from './timestamp-request.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;

beforeAll(async () => {
  prepared = await prepareScene();
});

/** Each test bends a true package of its own, and seals it with the server's real key. */
async function bend(change: (draft: PackageDraft) => void | Promise<void>): Promise<string[]> {
  draft = await draftPackage(prepared.scene, prepared.server);
  await change(draft);
  return doubtsOfDraft(draft);
}

function segmentAt(at: number): PackageDraft['manifest']['segments'][number] {
  const segment = draft.manifest.segments[at];
  if (segment === undefined) throw new Error(`no segment ${at}`);
  return segment;
}

function fileOf(at: number): Uint8Array {
  return draft.segments.get(segmentAt(at).path ?? '') ?? new Uint8Array();
}

function theDevice(): PackageDraft['manifest']['devices'][number] {
  const [device] = draft.manifest.devices;
  if (device === undefined) throw new Error('no device');
  return device;
}

describe('a server that seals what the device has not signed', () => {
  it('is named when it drops a segment', async () => {
    const found = await bend(() => {
      draft.segments.delete(segmentAt(3).path ?? '');
      draft.manifest.segments.splice(3, 1);
    });
    expect(found).toEqual(['segment-unlisted']);
    const { facts } = await verdictOf(await sealDraft(draft));
    const kinds = facts?.lanes.flatMap(({ pieces }) => pieces.map(({ kind }) => kind));
    expect(kinds?.filter((kind) => kind === 'absent')).toHaveLength(1);
  });

  it('is named when it puts another file in the place of a segment', async () => {
    const found = await bend(() => {
      const [first, second] = [fileOf(0), fileOf(2)];
      draft.segments.set(segmentAt(0).path ?? '', second);
      draft.segments.set(segmentAt(2).path ?? '', first);
    });
    expect(found).toContain('segment-file-differs');
  });

  it('is named when it shows a segment twice', async () => {
    const found = await bend(() => {
      draft.manifest.segments.push(segmentAt(0));
    });
    expect(found).toEqual(['segment-duplicate']);
  });

  it('is named when it moves a segment in time', async () => {
    const found = await bend(() => {
      segmentAt(1).start += SECOND;
    });
    expect(found).toEqual(['segment-differs']);
  });

  it('is named when it splices one recording into another', async () => {
    const found = await bend(() => {
      segmentAt(8).recording = segmentAt(0).recording;
    });
    expect(found).toEqual(['segment-differs']);
  });

  it('is named when it writes the time of a statement anew, whoever signs it', async () => {
    const other = await generateSigningKeyPair();
    const found = await bend(async () => {
      const line = draft.journal[0];
      if (line === undefined) throw new Error('no line');
      const changed = { ...readStatement(line.statement), at: 1_795_000_000_000_000 };
      draft.journal[0] = { ...line, statement: await signStatement(changed, other.privateKey) };
    });
    expect(found).toEqual(expect.arrayContaining(['statement-signature', 'segment-unsigned']));
  });

  it('is named when it gives the device another key', async () => {
    const other = await generateSigningKeyPair();
    const found = await bend(() => {
      theDevice().publicKey = other.publicKey;
    });
    expect(found).toContain('statement-signature');
  });

  it('is named when it takes a statement out of the chain, or has two change places', async () => {
    const dropped = await bend(() => {
      draft.journal.splice(9, 1);
      theDevice().journal.count -= 1;
    });
    expect(dropped).toContain('journal-order');
    const swapped = await bend(() => {
      const [a, b] = [draft.journal[4], draft.journal[5]];
      if (a && b) draft.journal.splice(4, 2, b, a);
    });
    expect(swapped).toContain('journal-order');
  });

  it('is named when it cuts the end off', async () => {
    const cut = () => {
      draft.journal.splice(-6);
      const last = draft.journal.length + prepared.scene.firstIndex - 1;
      const gone = draft.manifest.segments.filter(({ journalIndex }) => journalIndex > last);
      for (const { path } of gone) draft.segments.delete(path ?? '');
      draft.manifest.segments = draft.manifest.segments.filter((one) => !gone.includes(one));
    };
    expect(await bend(cut)).toEqual(['journal-extent', 'time-hole']);
    const counted = await bend(() => {
      cut();
      theDevice().journal.count = draft.journal.length;
    });
    expect(counted).toEqual(['time-hole']);
  });

  it('is named when it hides a segment without a reason, or leaves a hidden one in', async () => {
    const hidden = await bend(() => {
      draft.segments.delete(segmentAt(2).path ?? '');
      Object.assign(segmentAt(2), { path: null, absent: 'withheld' });
    });
    expect(hidden).toEqual(['withheld-silently']);
    const shown = await bend(() => {
      const { start, device, display } = segmentAt(2);
      const stretch = { from: start, to: start + SECOND, device, display, reason: 'Medical' };
      draft.manifest.redaction.withheld.push(stretch);
    });
    expect(shown).toEqual(['withheld-present']);
  });
});

describe('a server that withholds with a reason', () => {
  it('stays proven, with the stretch and the reason told', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const { start, device, display } = segmentAt(2);
    const stretch = { from: start, to: start + SECOND, device, display, reason: 'Medical' };
    draft.manifest.redaction.withheld.push(stretch);
    draft.segments.delete(segmentAt(2).path ?? '');
    Object.assign(segmentAt(2), { path: null, absent: 'withheld' });
    const verdict = await verdictOf(await sealDraft(draft));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'stretch-withheld', params: { reason: 'Medical' } }),
    );
    const lane = verdict.facts?.lanes.find((one) => one.display === display);
    expect(lane?.pieces.map(({ kind }) => kind)).toContain('withheld');
  });
});

describe('a package with false keys', () => {
  it('is named for a key that opens nothing, one that is gone, and one too many', async () => {
    const wrong = await bend(() => {
      for (const key of draft.keys.keys) key.key = 'A'.repeat(22);
    });
    expect(wrong).toEqual(['segment-unplayable']);
    const gone = await bend(() => {
      draft.keys.keys.shift();
    });
    expect(gone).toEqual(['key-missing']);
    const more = await bend(() => {
      const [first] = draft.keys.keys;
      if (first) draft.keys.keys.push({ ...first, keyId: newId(KeyId) });
    });
    expect(more).toEqual(['key-unneeded']);
  });
});

describe('a server that is another one', () => {
  it('is caught by what the device has seen when it signs all anew', async () => {
    const forger = await generateSigningKeyPair();
    draft = await draftPackage(prepared.scene, forger);
    expect(await doubtsOfDraft(draft)).toEqual(['seen-other-key', 'server-unvouched']);
  });

  it('is caught when it lists the old key too, and makes other checkpoints', async () => {
    const forger = await generateSigningKeyPair();
    draft = await draftPackage(prepared.scene, forger);
    draft.manifest.serverKeys = [prepared.server.publicKey, forger.publicKey];
    expect(await doubtsOfDraft(draft)).toEqual(['seen-other-checkpoint', 'server-unvouched']);
  });

  it('is told apart by a fingerprint that the reader knows', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const zip = await sealDraft(draft);
    const known = await keyThumbprint(prepared.server.publicKey);
    expect((await verdictOf(zip, known)).outcome).toBe('proven');
    const other = await keyThumbprint((await generateSigningKeyPair()).publicKey);
    expect((await verdictOf(zip, other)).findings).toContainEqual(
      expect.objectContaining({ code: 'server-key-other' }),
    );
  });

  it('is named for receipts of its own, and for a receipt of another statement', async () => {
    const forger = await generateSigningKeyPair();
    const { statements } = prepared.scene.journal;
    const signed = await bend(async () => {
      draft.journal = (await receiptsFor(statements, forger)).slice(prepared.scene.firstIndex);
    });
    expect(signed).toEqual(['receipt-signature']);
    const moved = await bend(() => {
      const [a, b] = draft.journal;
      if (a && b) draft.journal[0] = { ...a, receipt: b.receipt };
    });
    expect(moved).toEqual(['receipt-differs']);
  });

  it('is named for a checkpoint by another key, and for a tree without the statement', async () => {
    const forger = await generateSigningKeyPair();
    const { statements } = prepared.scene.journal;
    const first = await firstCheckpoint(prepared.server);
    const foreign = await bend(async () => {
      draft.checkpoints = await checkpointsFor(statements, first, forger);
    });
    expect(foreign).toEqual(['checkpoint-signature', 'statements-uncommitted']);
    const without = await bend(async () => {
      const made = await checkpointsFor(statements.slice(0, -1), first, prepared.server);
      draft.checkpoints = { ...draft.checkpoints, checkpoints: made.checkpoints };
    });
    expect(without).toContain('inclusion-invalid');
    const none = await bend(() => {
      draft.checkpoints = { checkpoints: [], proofs: [], timestamps: [] };
    });
    expect(none).toEqual(['statements-uncommitted']);
  });
});

describe('a package that tells another story of the person', () => {
  it('is named for a notice that was another, and for one that is not there', async () => {
    const other = await bend(() => {
      const [told] = draft.notice.acknowledgements;
      if (told) told.text = 'We record nothing.';
    });
    expect(other).toEqual(['notice-differs']);
    const none = await bend(() => {
      draft.context.splice(1, 1);
      draft.notice.acknowledgements = [];
    });
    expect(none).toEqual(['notice-unproven']);
  });

  it('is named for a policy that is not told, and for custody out of order', async () => {
    const policy = await bend(() => {
      draft.policies.policies = [];
    });
    expect(policy).toEqual(['policy-unproven']);
    const custody = await bend(() => {
      draft.custody.events.reverse();
    });
    expect(custody).toEqual(['custody-order']);
  });
});

describe('a time-stamp in a package', () => {
  let tsa: TestTsa;
  beforeAll(async () => {
    tsa = await openTestTsa();
  });
  afterAll(() => tsa.close());

  async function stampOf(jws: string): Promise<string> {
    const digest = createHash('sha256').update(jws).digest();
    const reply = await tsa.reply(timestampRequest(digest, Uint8Array.of(1, 2, 3)));
    return Buffer.from(tokenOfReply(reply)).toString('base64');
  }

  it('is told with its authority, and is broken over another checkpoint', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const token = await stampOf(draft.checkpoints.checkpoints[1] ?? '');
    draft.checkpoints.timestamps = [{ checkpoint: 1, token }];
    const verdict = await verdictOf(await sealDraft(draft));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        code: 'timestamp-valid',
        params: { at: expect.any(Number), authority: 'Test time-stamps' },
      }),
    );
    draft.checkpoints.timestamps = [{ checkpoint: 0, token }];
    expect(await doubtsOfDraft(draft)).toEqual(['timestamp-invalid']);
  });
});
