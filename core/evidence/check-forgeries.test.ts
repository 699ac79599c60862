import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import { readStatement, signStatement } from '../crypto/statement.ts';
import { askAnew, draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { SECOND } from './testing/record-scene.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubtsOfDraft, trustIn, verdictOf } from './testing/verdict-of.ts';

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
    expect(found).toEqual(expect.arrayContaining(['statement-signature', 'segment-entry-gone']));
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
      draft.checkpoints.proofs = draft.checkpoints.proofs.filter(({ index }) => index <= last);
      const gone = draft.manifest.segments.filter(({ journalIndex }) => journalIndex > last);
      for (const { path } of gone) draft.segments.delete(path ?? '');
      draft.manifest.segments = draft.manifest.segments.filter((one) => !gone.includes(one));
      draft.keys.segments = draft.keys.segments.filter(
        (key) => !gone.some(({ segment }) => segment === key.segment),
      );
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
      return askAnew(draft);
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
    await askAnew(draft);
    const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'stretch-withheld', params: { reason: 'Medical' } }),
    );
    const lane = verdict.facts?.lanes.find((one) => one.display === display);
    expect(lane?.pieces.map(({ kind }) => kind)).toContain('withheld');
  });
});
