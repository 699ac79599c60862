import { createHash } from 'node:crypto';
import { isAppError } from '../errors.ts';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import { Manifest, verifyManifestSeal } from './manifest.ts';
import { HELP_FILES, MANIFEST, MANIFEST_SEAL } from './package-documents.ts';
import { type PackageReader, readWhole } from './package-reader.ts';
import { parseJson, unreadable } from './read-documents.ts';

const MOST_MANIFEST_BYTES = 128 * 1024 * 1024;
const MOST_SEAL_BYTES = 16 * 1024;

export interface ReadManifest {
  /** UTC µs: when it was sealed, as the seal says; null without a valid one. */
  readonly sealedAt: number | null;
  /** Null when there is none to go by. */
  readonly manifest: Manifest | null;
  readonly sha256: string;
  readonly findings: readonly Finding[];
}

/** Reads what the package says of itself, and whether that is the server's word. */
export async function readManifest(reader: PackageReader): Promise<ReadManifest> {
  const bytes = await readWhole(reader, MANIFEST, MOST_MANIFEST_BYTES);
  if (bytes === 'missing') return nothing('manifest-missing');
  if (bytes === 'unreadable') return nothing('manifest-unreadable');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parsed = parseJson(Manifest, bytes);
  if ('repeated' in parsed) {
    return { manifest: null, sha256, sealedAt: null, findings: [unreadable(MANIFEST, parsed)] };
  }
  if ('problem' in parsed) return nothing('manifest-unreadable', parsed.problem);
  const manifest = parsed.value;
  const seal = await readWhole(reader, MANIFEST_SEAL, MOST_SEAL_BYTES);
  const checked = await checkSeal({ manifest, sha256, seal });
  const { sealedAt } = checked.params;
  return {
    manifest,
    sha256,
    sealedAt: typeof sealedAt === 'number' ? sealedAt : null,
    findings: [checked],
  };
}

function nothing(code: 'manifest-missing' | 'manifest-unreadable', problem = ''): ReadManifest {
  const params = problem === '' ? {} : { problem };
  return {
    manifest: null,
    sha256: '',
    sealedAt: null,
    findings: [finding(code, aboutFile(MANIFEST), params)],
  };
}

async function checkSeal(read: {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly seal: Uint8Array | 'missing' | 'unreadable';
}): Promise<Finding> {
  const about = aboutFile(MANIFEST_SEAL);
  const key = read.manifest.serverKeys.at(-1);
  if (read.seal === 'missing') return finding('seal-missing', about);
  if (read.seal === 'unreadable' || key === undefined) return finding('seal-invalid', about);
  try {
    const seal = await verifyManifestSeal(new TextDecoder().decode(read.seal), key);
    return seal.manifestSha256 === read.sha256 && seal.package === read.manifest.package
      ? finding('seal-valid', ABOUT_PACKAGE, { sealedAt: seal.sealedAt, sha256: read.sha256 })
      : finding('seal-differs', about, { expected: seal.manifestSha256, found: read.sha256 });
  } catch (error) {
    if (isAppError(error)) return finding('seal-invalid', about);
    throw error;
  }
}

/** Whether the manifest agrees with itself: what its own parts say of each other. */
export function checkManifest(manifest: Manifest): Finding[] {
  const findings = problemsOf(manifest).map((problem) =>
    finding('manifest-inconsistent', ABOUT_PACKAGE, { problem }),
  );
  const named = new Set([...pathsOf(manifest), ...HELP_FILES]);
  for (const { path } of manifest.files) {
    if (!named.has(path)) findings.push(finding('file-unknown', aboutFile(path)));
  }
  const count = manifest.videos.length;
  return count === 0 ? findings : [...findings, finding('video-copies', ABOUT_PACKAGE, { count })];
}

function* pathsOf(manifest: Manifest) {
  const { checkpoints, certificates, windows, keys, custody, notice, policy } = manifest;
  for (const path of [checkpoints, certificates, windows]) if (path !== null) yield path;
  yield* [keys, custody, notice, policy];
  for (const { journal, context } of manifest.devices) {
    yield journal.path;
    if (context !== null) yield context;
  }
  for (const { path } of manifest.segments) if (path !== null) yield path;
  for (const { path } of [...manifest.playlists, ...manifest.reports]) yield path;
  for (const { path, subtitles } of [...manifest.videos, ...manifest.nativeVideos]) {
    yield* [path, subtitles];
  }
}

function problemsOf(manifest: Manifest): string[] {
  const problems: string[] = [];
  const files = new Set(manifest.files.map(({ path }) => path));
  const devices = new Map(manifest.devices.map((one) => [one.device, one]));
  if (manifest.from >= manifest.to) problems.push('its time ends before it begins');
  if (files.size !== manifest.files.length) problems.push('it lists a file twice');
  if (devices.size !== manifest.devices.length) problems.push('it lists a device twice');
  for (const path of pathsOf(manifest)) {
    if (!files.has(path)) problems.push(`it speaks of ${path}, which it does not list`);
  }
  for (const { segment, path, absent, device, display } of manifest.segments) {
    if ((path === null) === (absent === null)) {
      problems.push(`segment ${segment} is both there and not there`);
    }
    if (devices.get(device)?.displays.includes(display) !== true) {
      problems.push(`segment ${segment} is of a display that it does not list`);
    }
  }
  return problems;
}
