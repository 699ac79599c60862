import { keyOfSegment } from '../package-documents.ts';
import { packagePlaylist } from '../package-playlist.ts';
import { PackageWriter } from '../write-package.ts';
import { CREATED_AT, type PackageDraft } from './package-draft.ts';

const WINDOWS = 'windows.json';
const CERTIFICATES = 'server-certificates.pem';

/** The zip of a draft, by the same writer that makes the real ones. */
export async function sealDraft(
  draft: PackageDraft,
  password: string | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      pieces.push(piece.slice());
    },
  });
  const writer = new PackageWriter(sink, { password, createdAt: CREATED_AT });
  const add = (path: string, document: object) =>
    writer.add(path, draft.bendDocument(path, JSON.stringify(document)));
  for (const [path, bytes] of draft.segments) await writer.add(path, bytes);
  for (const { path, subtitles } of draft.manifest.nativeVideos) {
    await writer.add(path, draft.nativeVideos.get(path) ?? new Uint8Array());
    await writer.add(subtitles, 'WEBVTT\n');
  }
  const [device] = draft.manifest.devices;
  if (device === undefined) throw new Error('a draft has a device');
  await writer.add(device.journal.path, lines(draft.journal));
  if (device.context !== null) await writer.add(device.context, lines(draft.context));
  await add('checkpoints.json', draft.checkpoints);
  await add('keys.json', draft.keys);
  for (const { display, path } of draft.manifest.playlists) {
    const own = draft.manifest.segments.filter((one) => one.display === display);
    const text = packagePlaylist(own, keyOfSegment(draft.keys));
    await writer.add(path, draft.bendPlaylist(text));
  }
  if (draft.certificates !== null) await writer.add(CERTIFICATES, draft.certificates);
  if (draft.windows !== null) await add(WINDOWS, draft.windows);
  await add('custody.json', draft.custody);
  await add('notice.json', draft.notice);
  await add('policy.json', draft.policies);
  await writer.add('README.txt', 'How to check this package.', { inClear: true });
  const windows = draft.windows === null ? null : WINDOWS;
  const certificates = draft.certificates === null ? null : CERTIFICATES;
  await writer.finish({ ...draft.manifest, certificates, windows }, draft.sealedBy.privateKey);
  return new Uint8Array(Buffer.concat(pieces));
}

function lines(of: readonly object[]): string {
  return of.map((line) => `${JSON.stringify(line)}\n`).join('');
}
