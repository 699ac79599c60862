import { beforeAll, describe, expect, it } from 'vitest';
import { addNativeVideos, nativeVideo, type Shown } from './testing/native-video.ts';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { trustIn, verdictOf } from './testing/verdict-of.ts';

const PATH = 'native/display-1.mp4';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
beforeAll(async () => {
  prepared = await prepareScene();
});

/** What is said of native videos in a package that the server itself has sealed. */
async function findingsOf(change: (draft: PackageDraft) => Promise<Uint8Array> | Uint8Array) {
  const draft = await draftPackage(prepared.scene, prepared.server);
  await addNativeVideos(draft);
  draft.nativeVideos.set(PATH, await change(draft));
  const verdict = await verdictOf(await sealDraft(draft), await trustIn(prepared.server));
  const told = verdict.findings.filter(({ code }) => code.startsWith('native-'));
  return { outcome: verdict.outcome, told };
}

function shown(bend: (pictures: Shown[]) => Shown[]) {
  return ({ manifest, scene }: PackageDraft) => nativeVideo(scene, 'HDMI-1', manifest, bend);
}

describe('a native video', () => {
  it('is proven picture by picture but for its very beginning', async () => {
    const { outcome, told } = await findingsOf(shown((pictures) => pictures));
    expect(outcome).toBe('proven');
    const { from } = (await draftPackage(prepared.scene, prepared.server)).manifest;
    // From the 7 segments of 2 s at 5 frames a second, a second before the clip and one after it.
    expect(told).toMatchObject([
      { code: 'native-signed', params: { display: 'HDMI-1', count: 55 } },
      { code: 'native-encoded', params: { count: 5, until: from + 800_000 } },
      { code: 'native-signed', params: { display: 'DP-2', count: 55 } },
      { code: 'native-encoded', params: { count: 5 } },
    ]);
  });

  it.each([
    ['one bit of a picture is another', flipped(20), 'native-picture-other', 1],
    ['a picture is shown twice', doubled(20), 'native-picture-other', 1],
    ['a picture is left out', (all: Shown[]) => all.toSpliced(20, 1), 'native-picture-missing', 1],
    ['its end is cut off', (all: Shown[]) => all.slice(0, -7), 'native-picture-missing', 7],
    [
      'a picture of its beginning is gone',
      (all: Shown[]) => all.slice(1),
      'native-picture-missing',
      1,
    ],
    ['all of it comes a tick late', late, 'native-picture-other', 60],
  ] as const)('is broken if %s', async (_, bend, code, count) => {
    const { outcome, told } = await findingsOf(shown(bend));
    expect(outcome).toBe('broken');
    expect(told[0]).toMatchObject({
      code,
      subject: { kind: 'file', path: PATH },
      params: { count },
    });
  });

  it('is broken if a player is set up in another way than the footage says', async () => {
    const { told } = await findingsOf(async (draft) => {
      const video = await nativeVideo(draft.scene, 'HDMI-1', draft.manifest);
      const at = video.indexOf('avcC');
      video.writeUInt8(video.readUInt8(at + 20) ^ 1, at + 20);
      return video;
    });
    expect(told[0]).toMatchObject({ code: 'native-parameters-other', params: { count: 11 } });
  });

  it.each([
    ['is no MP4', () => Buffer.from('not a video'), 'where ftyp belongs'],
    [
      'shows a second track',
      async (draft: PackageDraft) => withSecondTrack(draft),
      'one video track',
    ],
  ] as const)('is broken if it %s', async (_, change, problem) => {
    const { outcome, told } = await findingsOf(change);
    expect(outcome).toBe('broken');
    expect(told[0]).toMatchObject({ code: 'native-unreadable' });
    expect(told[0]?.params['problem']).toContain(problem);
  });
});

function flipped(at: number) {
  return (pictures: Shown[]) =>
    pictures.map((one, index) => {
      if (index !== at) return one;
      const units = one.units.map((unit) => unit.slice());
      const last = units.at(-1);
      if (last !== undefined) last[last.length - 2] = (last[last.length - 2] ?? 0) ^ 4;
      return { ...one, units };
    });
}

function doubled(at: number) {
  return (pictures: Shown[]) => {
    const one = pictures[at];
    return one === undefined
      ? pictures
      : pictures.toSpliced(at + 1, 0, { ...one, ticks: one.ticks + 9000 });
  };
}

function late(pictures: Shown[]) {
  return pictures.map((one) => ({ ...one, ticks: one.ticks + 1 }));
}

/** The subtitles' track calls itself a video. */
async function withSecondTrack({ scene, manifest }: PackageDraft) {
  const video = await nativeVideo(scene, 'HDMI-1', manifest);
  video.write('vide', video.indexOf('sbtl'), 'latin1');
  return video;
}
