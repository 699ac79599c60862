import { beforeAll, describe, expect, it } from 'vitest';
import { signReceipt } from '../crypto/server-statements.ts';
import { readStatement, signStatement, statementHash } from '../crypto/statement.ts';
import { DeviceId, newId } from '../ids.ts';
import { checkEntries } from './check-files.ts';
import { askAnew, draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { MIDNIGHT, SECOND } from './testing/record-scene.ts';
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

/** The statement of that place in the stretch, told otherwise and signed by the device's own key. */
async function signAgain(at: number, change: { device?: DeviceId; at?: number }): Promise<void> {
  const line = draft.journal[at];
  if (line === undefined) throw new Error(`no line ${at}`);
  const changed = { ...readStatement(line.statement), ...change };
  const statement = await signStatement(changed, prepared.scene.journal.keys.privateKey);
  draft.journal[at] = { ...line, statement };
}

/** The server's own receipt for the first statement of the stretch, at a time of its choice, which it commits to. */
async function receiveFirstAt(time: (statedAt: number) => number): Promise<void> {
  const [line] = draft.journal;
  if (line === undefined) throw new Error('no line');
  const { device, index, at } = readStatement(line.statement);
  const statement = statementHash(line.statement);
  const receipt = await signReceipt(
    { v: 1, device, index, statement, receivedAt: time(at) },
    prepared.server.privateKey,
  );
  draft.journal[0] = { ...line, receipt };
  await askAnew(draft);
}

describe('who holds the key of a device', () => {
  it('is named for a statement written anew: the next one points at the old', async () => {
    const found = await bend(() => signAgain(2, { at: MIDNIGHT }));
    expect(found).toContain('journal-link');
  });

  it('is named for a statement in the name of another device', async () => {
    const found = await bend(() => signAgain(2, { device: newId(DeviceId) }));
    expect(found).toContain('statement-device');
  });

  it('is named for earlier entries that change places, or that are not earlier', async () => {
    const swapped = await bend(() => {
      draft.context.reverse();
    });
    expect(swapped).toContain('context-order');
    const later = await bend(() => {
      draft.context.push(...draft.journal.slice(0, 1));
    });
    expect(later).toContain('context-order');
  });
});

describe('a server whose receipt tells an impossible time', () => {
  it('is named when it has received what was not yet said', async () => {
    const found = await bend(() => receiveFirstAt((statedAt) => statedAt - 600 * SECOND));
    expect(found).toEqual(['receipt-early']);
  });

  it('is named when the hour that holds the statement is another one', async () => {
    const found = await bend(() => receiveFirstAt(() => MIDNIGHT + 7200 * SECOND));
    expect(found).toEqual(['inclusion-misplaced']);
  });
});

describe('a key of another time or another device', () => {
  it('is named though it opens the footage', async () => {
    const ofAnotherTime = await bend(() => {
      const [first] = draft.keys.keys;
      if (first) first.window = { ...first.window, from: MIDNIGHT };
    });
    expect(ofAnotherTime).toEqual(['key-misplaced']);
    const ofAnotherDevice = await bend(() => {
      const [first] = draft.keys.keys;
      if (first) first.device = newId(DeviceId);
    });
    expect(ofAnotherDevice).toEqual(['key-misplaced']);
  });
});

describe('a package without all of its footage', () => {
  it.each(['shredded', 'unreadable'])('tells what was %s before it was made', async (absent) => {
    const found = await bend(() => {
      const segment = draft.manifest.segments[2];
      draft.segments.delete(segment?.path ?? '');
      Object.assign(segment ?? {}, { path: null, absent });
    });
    expect(found).toEqual(['segment-absent']);
  });

  it('stays proven where a stretch is blurred, and tells it with its reason', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const segment = draft.manifest.segments[2];
    if (segment === undefined) throw new Error('no segment');
    const { start, device, display } = segment;
    const region = { x: 0.1, y: 0.1, width: 0.5, height: 0.5, reason: 'A child', isCovered: false };
    draft.manifest.redaction.blurred.push({
      device,
      display,
      from: start,
      to: start + SECOND,
      ...region,
    });
    draft.segments.delete(segment.path ?? '');
    Object.assign(segment, { path: null, absent: 'withheld' });
    await askAnew(draft);
    const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'stretch-blurred', params: { reason: 'A child' } }),
    );
  });

  it('stays proven where text is covered, and tells it once for all its places', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const segment = draft.manifest.segments[2];
    if (segment === undefined) throw new Error('no segment');
    const { start, device, display } = segment;
    const region = { x: 0.1, width: 0.5, height: 0.05, reason: 'A card number', isCovered: true };
    for (const y of [0.1, 0.3, 0.5]) {
      draft.manifest.redaction.blurred.push({
        ...region,
        device,
        display,
        from: start,
        to: start + SECOND,
        y,
      });
    }
    draft.segments.delete(segment.path ?? '');
    Object.assign(segment, { path: null, absent: 'withheld' });
    await askAnew(draft);
    const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    const told = verdict.findings.filter(({ code }) => code.startsWith('text-covered'));
    expect(told).toMatchObject([{ params: { reason: 'A card number', count: 3 } }]);
  });

  it('stays proven with footage from beside the clip, and tells how much', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    draft.manifest.from = MIDNIGHT - 7 * SECOND;
    await askAnew(draft);
    const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'segment-outside', params: { count: 2 } }),
    );
  });
});

describe('a package whose parts can not be read', () => {
  it('is named for a document that is another one, and for a line that is no statement', async () => {
    const document = await bend(() => {
      Object.assign(draft.custody, { events: 'none' });
    });
    expect(document).toContain('document-unreadable');
    const line = await bend(() => {
      const [first] = draft.journal;
      if (first) draft.journal[0] = { ...first, statement: 'no statement' };
    });
    expect(line).toContain('statement-unreadable');
  });

  it('is named for a manifest that contradicts itself', async () => {
    const found = await bend(() => {
      draft.manifest.to = draft.manifest.from - SECOND;
    });
    expect(found).toContain('manifest-inconsistent');
  });
});

describe('an entry that claims to unpack to what no disk should take', () => {
  it('is named before it is unpacked', async () => {
    const { manifest } = await draftPackage(prepared.scene, prepared.server);
    const sha256 = '0'.repeat(64);
    const files = [{ path: 'README.txt', bytes: 600 * 1024 * 1024, sha256 }];
    const entries = files.map(({ path, bytes }) => ({ path, bytes, isDeflated: true }));
    const found = checkEntries(entries, { ...manifest, createdAt: 0, files });
    expect(found.map(({ code }) => code)).toEqual(['entry-too-large']);
  });
});
