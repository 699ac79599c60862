import { base64url } from 'jose';
import { aboutFile, type Finding, finding } from './finding.ts';
import type { Manifest, NativeVideo, PackageSegment } from './manifest.ts';
import { type ComparedVideo, compareVideo } from './native/compare-video.ts';
import { UnreadableVideo } from './native/read-native-head.ts';
import type { NativeSegment } from './native/shown-pictures.ts';
import { keyOfSegment, type PackageKeys } from './package-documents.ts';
import type { PackageReader } from './package-reader.ts';
import { plainPieces } from './plain-pieces.ts';

interface NativeCheck {
  readonly reader: PackageReader;
  readonly manifest: Manifest;
  readonly keys: PackageKeys;
  /** Files that are what the manifest says: others are named already. */
  readonly whole: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Whether the native videos show the pictures that were signed, and no other. */
export async function checkNativeVideos(check: NativeCheck): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const video of check.manifest.nativeVideos) {
    check.signal.throwIfAborted();
    findings.push(...(await checkVideo(check, video)));
  }
  return findings;
}

async function checkVideo(check: NativeCheck, { path, device, display }: NativeVideo) {
  const { reader, manifest, whole } = check;
  const own = manifest.segments.filter((one) => one.device === device && one.display === display);
  const present = own.filter((one) => one.path !== null);
  const segments = present.flatMap((one) => nativeSegment(check, one));
  if (!whole.has(path) || segments.length < present.length) return [];
  const about = aboutFile(path);
  try {
    const compared = await compareVideo(manifest, reader.stream(path), segments);
    return tell(compared, { display }).map(([code, params]) => finding(code, about, params));
  } catch (error) {
    check.signal.throwIfAborted();
    const problem = error instanceof UnreadableVideo ? error.message : 'its footage does not open';
    return [finding('native-unreadable', about, { display, problem })];
  }
}

/** None of a segment whose file or key is not what it should be. */
function nativeSegment(
  { reader, keys, whole }: NativeCheck,
  { path, segment, keyId, keyDerivation, start, duration, iv }: PackageSegment,
): NativeSegment[] {
  const key = keyOfSegment(keys)({ segment, keyId, ...(keyDerivation && { keyDerivation }) });
  if (path === null || key === undefined || !whole.has(path)) return [];
  const opens = { key: new Uint8Array(base64url.decode(key)), iv: new Uint8Array(hex(iv)) };
  return [{ start, duration, open: () => plainPieces(reader.stream(path), opens) }];
}

function hex(text: string): number[] {
  return (text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

type Told = readonly [
  (
    | 'native-picture-other'
    | 'native-picture-missing'
    | 'native-parameters-other'
    | 'native-signed'
    | 'native-encoded'
  ),
  Finding['params'],
];

function tell(
  { signed, encoded, other, missing, parameters }: ComparedVideo,
  of: { display: string },
): Told[] {
  const wrong: Told[] = [
    ['native-picture-other', other] as const,
    ['native-picture-missing', missing] as const,
    ['native-parameters-other', parameters] as const,
  ].flatMap(([code, { count, at }]) =>
    count === 0 ? [] : [[code, { ...of, count, at }] as const],
  );
  return [
    ...wrong,
    ...(wrong.length === 0 ? [['native-signed', { ...of, count: signed }] as const] : []),
    ...(encoded.count > 0
      ? [['native-encoded', { ...of, count: encoded.count, until: encoded.until }] as const]
      : []),
  ];
}
