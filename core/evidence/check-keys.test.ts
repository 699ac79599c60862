import { beforeAll, describe, expect, it } from 'vitest';
import { newId, SegmentId } from '../ids.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubtsOfDraft, verdictOf } from './testing/verdict-of.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;

beforeAll(async () => {
  prepared = await prepareScene();
});

/** Each test bends a true package of its own, and seals it with the server's real key. */
async function bend(change: () => void): Promise<string[]> {
  draft = await draftPackage(prepared.scene, prepared.server);
  change();
  return doubtsOfDraft(draft);
}

describe('a package with false keys', () => {
  it('is named for a key that opens nothing, one that is gone, and one too many', async () => {
    const wrong = await bend(() => {
      for (const key of [...draft.keys.keys, ...draft.keys.segments]) key.key = 'A'.repeat(22);
    });
    expect(wrong).toEqual(['segment-unplayable']);
    expect(await bend(() => void draft.keys.keys.shift())).toEqual(['key-missing']);
    expect(await bend(() => void draft.keys.segments.shift())).toEqual(['key-missing']);
    const more = await bend(() => {
      const [first] = draft.keys.segments;
      if (first) draft.keys.segments.push({ ...first, segment: newId(SegmentId) });
    });
    expect(more).toEqual(['key-unneeded']);
    const twice = await bend(() => {
      draft.keys.segments.push(...draft.keys.segments.slice(0, 1));
    });
    expect(twice).toEqual(['key-unneeded']);
  });

  it('is named for the key of a whole window, unless older footage needs it and the manifest says so', async () => {
    const [, dataKey] = prepared.scene.keys;
    if (dataKey === undefined) throw new Error('no second key');
    const { keyId, window } = dataKey;
    const { device } = prepared.scene.journal;
    const unneeded = await bend(() => {
      const key = dataKey.key.toString('base64url');
      draft.keys.keys.push({ keyId, device, window, key });
      draft.manifest.windowKeys.push({ keyId, device, window });
    });
    expect(unneeded).toEqual(['key-unneeded']);
    const silent = await bend(() => {
      draft.manifest.windowKeys = [];
    });
    expect(silent).toEqual(['key-undeclared']);
    // Packages from before segments had keys of their own had nothing to say it with.
    const older = await bend(() => {
      draft.manifest.v = 1;
      draft.manifest.windowKeys = [];
      draft.checkpoints = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    });
    expect(older).toEqual(['statements-uncommitted']);
  });

  it('tells what the key of older footage opens besides, also of what was withheld', async () => {
    draft = await draftPackage(prepared.scene, prepared.server);
    const told = async () =>
      (await verdictOf(await sealDraft(draft))).findings.filter(({ code }) =>
        code.startsWith('key-opens'),
      );
    const window = prepared.scene.keys[0]?.window;
    const opensWindow = { code: 'key-opens-window', params: { host: 'PC-0417', ...window } };
    expect(await told()).toEqual([expect.objectContaining(opensWindow)]);
    const reason = 'a private letter';
    for (const [at, segment] of draft.manifest.segments.entries()) {
      if (at !== 2 && at !== 10) continue;
      draft.manifest.redaction.withheld.push({
        device: segment.device,
        display: segment.display,
        from: segment.start,
        to: segment.start + segment.duration,
        reason,
      });
      draft.segments.delete(segment.path ?? '');
      draft.keys.segments = draft.keys.segments.filter((one) => one.segment !== segment.segment);
      Object.assign(segment, { path: null, absent: 'withheld' });
    }
    // The later one of the two withheld segments has a key of its own.
    expect(await told()).toEqual([
      expect.objectContaining(opensWindow),
      expect.objectContaining({ code: 'key-opens-withheld', params: { count: 1 } }),
    ]);
  });

  it('is named for a playlist with another key, another file or another order to decrypt', async () => {
    const bends: ((text: string) => string)[] = [
      (text) => text.replace(/base64,.{8}/, 'base64,AAAAAAAA'),
      (text) => text.replace(/IV=0x.{8}/, 'IV=0x00000000'),
      (text) => text.replace(/^segments.*$/m, 'keys.json'),
      (text) => text.replace(/METHOD=AES-128/, 'METHOD=SAMPLE-AES'),
    ];
    for (const change of bends) {
      const found = await bend(() => {
        draft.bendPlaylist = change;
      });
      expect(found).toEqual(['playlist-differs']);
    }
  });
});
