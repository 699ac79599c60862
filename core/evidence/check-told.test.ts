import { beforeAll, describe, expect, it } from 'vitest';
import { askAnew, draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubts, doubtsOfDraft, trustIn, verdictOf } from './testing/verdict-of.ts';
import { type Entries, unzip, zipAgain } from './testing/zip-entries.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let draft: PackageDraft;
let entries: Entries;

beforeAll(async () => {
  prepared = await prepareScene();
  draft = await draftPackage(prepared.scene, prepared.server);
  entries = await unzip(await sealDraft(draft));
});

/** Each test bends a true package of its own, and seals it with the server's real key. */
async function bend(change: (draft: PackageDraft) => void): Promise<PackageDraft> {
  const bent = await draftPackage(prepared.scene, prepared.server);
  change(bent);
  return bent;
}

/** The findings of one code, of a package in which the server's key is trusted. */
async function told(zip: Uint8Array<ArrayBuffer>, code: string) {
  const verdict = await verdictOf(zip, await trustIn(prepared.server));
  return verdict.findings.filter((one) => one.code === code).map(({ params }) => params);
}

function replaced(path: string, change: (text: string) => string): Entries {
  return entries.map(([name, bytes]) => {
    if (name !== path) return [name, bytes];
    return [name, new TextEncoder().encode(change(new TextDecoder().decode(bytes)))];
  });
}

describe('a server that tells of the computer what it has not signed', () => {
  it('is named for another host name, and another time zone', async () => {
    const host = await bend(({ manifest: { devices } }) => {
      for (const device of devices) device.hostname = 'PC-9999';
    });
    expect(await doubtsOfDraft(host)).toEqual(['host-differs']);
    expect(await told(await sealDraft(host), 'host-differs')).toEqual([
      { field: 'hostname', found: 'PC-9999', expected: 'PC-0417' },
    ]);
    const zone = await bend(({ manifest: { devices } }) => {
      for (const device of devices) device.timeZone = 'Europe/Berlin';
    });
    expect(await doubtsOfDraft(zone)).toEqual(['host-differs']);
  });

  it('has its own zone and names told as its word alone', async () => {
    const zone = await sealDraft(
      await bend(({ manifest }) => {
        manifest.timeZone = 'Europe/Berlin';
      }),
    );
    const verdict = await verdictOf(zone, await trustIn(prepared.server));
    expect(verdict.outcome).toBe('proven');
    expect(verdict.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['zone-other', 'told-by-server', 'custody-told']),
    );
  });

  it('has a display named that it leaves out as a whole', async () => {
    const left = await bend((one) => {
      for (const device of one.manifest.devices) device.displays = ['HDMI-1'];
      one.manifest.playlists = one.manifest.playlists.filter(({ display }) => display !== 'DP-2');
      for (const { path } of one.manifest.segments.filter(({ display }) => display === 'DP-2')) {
        one.segments.delete(path ?? '');
      }
      one.manifest.segments = one.manifest.segments.filter(({ display }) => display !== 'DP-2');
      const shown = new Set(one.manifest.segments.map(({ segment }) => segment));
      one.keys.segments = one.keys.segments.filter(({ segment }) => shown.has(segment));
    });
    await askAnew(left);
    const zip = await sealDraft(left);
    expect(doubts(await verdictOf(zip))).toEqual([]);
    expect(await told(zip, 'display-left-out')).toMatchObject([{ display: 'DP-2' }]);
  });

  it('is named for rules that differ from those that were applied, and for rules that are gone', async () => {
    const other = await bend(({ policies: { policies } }) => {
      for (const policy of policies) policy.body = { ...policy.body, pause: { allowed: false } };
    });
    expect(await doubtsOfDraft(other)).toEqual(['policy-differs', 'policy-unproven']);
    const gone = await bend(({ policies: { policies } }) => {
      for (const policy of policies) policy.body = null;
    });
    expect(await doubtsOfDraft(gone)).toEqual(['policy-unproven']);
  });

  it('is named for a document that says a thing twice, and for a file that nothing speaks of', async () => {
    const twice = await bend((one) => {
      one.bendDocument = (path, text) =>
        path === 'custody.json' ? text.replace('{"at":', '{"at":1,"at":') : text;
    });
    expect(await told(await sealDraft(twice), 'document-ambiguous')).toEqual([{ name: 'at' }]);
    const more = await bend((one) => {
      one.segments.set('extra/photo.jpg', new Uint8Array([1]));
    });
    expect(await doubtsOfDraft(more)).toEqual(['file-unknown']);
    const manifest = replaced('manifest.json', (text) => text.replace('{', '{"v":2,'));
    expect(doubts(await verdictOf(await zipAgain(manifest)))).toEqual(['document-ambiguous']);
  });
});

describe('a package that was changed, is told', () => {
  it('what is gone, and not that nothing was signed, when one entry is dropped', async () => {
    const journal = draft.manifest.devices[0]?.journal.path ?? '';
    const dropped = replaced(journal, (text) => text.split('\n').toSpliced(2, 1).join('\n'));
    const verdict = await verdictOf(await zipAgain(dropped));
    const codes = verdict.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['file-size', 'journal-order']));
    expect(codes).not.toContain('segment-unsigned');
    expect(codes.filter((code) => code === 'segment-entry-gone')).toHaveLength(1);
  });

  it('what a file was and is', async () => {
    const size = replaced('custody.json', (text) => text.replace('A. Chen', 'B. Chan-Li'));
    const [told1] = await told(await zipAgain(size), 'file-size');
    expect(told1?.['bytes']).toBe(Number(told1?.['expected']) + 3);
    expect(await told(await zipAgain(size), 'document-unreadable')).toEqual([]);
    const same = replaced('custody.json', (text) => text.replace('A. Chen', 'B. Chen'));
    const [told2] = await told(await zipAgain(same), 'file-changed');
    expect(told2?.['found']).not.toBe(told2?.['expected']);
    const broken = replaced('custody.json', () => '{"events":[{"at":"now"}]}');
    expect(await told(await zipAgain(broken), 'document-unreadable')).toEqual([
      { problem: expect.stringContaining('events.0.at') },
    ]);
  });

  it('that it was packed anew with the paths of another system', async () => {
    const anew: Entries = entries.map(([path, bytes]) => [path.replaceAll('/', '\\'), bytes]);
    const found = doubts(await verdictOf(await zipAgain(anew)));
    expect(found).not.toContain('entry-unsafe');
    expect(found).toContain('entry-renamed');
    expect(found).not.toContain('file-missing');
  });

  it('how many pieces are in it, where some are left out', async () => {
    const redacted = await bend((one) => {
      const [first] = one.manifest.segments;
      if (first === undefined) throw new Error('no segment');
      const { start: from, duration, device, display } = first;
      one.segments.delete(first.path ?? '');
      Object.assign(first, { path: null, absent: 'withheld' });
      const stretch = { device, display, from, to: from + duration, reason: 'Private' };
      one.manifest.redaction = { withheld: [stretch], blurred: [] };
    });
    const count = redacted.manifest.segments.length - 1;
    expect(await told(await sealDraft(redacted), 'segments-signed')).toMatchObject([{ count }]);
  });
});
