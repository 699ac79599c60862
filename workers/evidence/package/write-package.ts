import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Manifest, PackageSegment, PackageVideo } from '@workcompanion/core/evidence/manifest';
import {
  type CustodyEvent,
  keyOfSegment,
  type PackageKeys,
  README,
  VERIFY_PAGE,
} from '@workcompanion/core/evidence/package-documents';
import { packagePlaylist } from '@workcompanion/core/evidence/package-playlist';
import type { Verdict } from '@workcompanion/core/evidence/verdict';
import { PackageWriter } from '@workcompanion/core/evidence/write-package';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { PROCESS_NAME } from '../../process-name.ts';
import type { EvidencePackageOptions } from '../evidence-package-options.ts';
import { noticeDocument, policyDocument } from '../gather/documents.ts';
import type { MakingContext } from '../gather/evidence-context.ts';
import type { ClipFootage } from '../gather/footage.ts';
import type { Gathered } from '../gather/gather-evidence.ts';
import type { JournalItem } from '../gather/read-journal.ts';
import type { MadeNativeVideo } from '../native/make-native-videos.ts';
import { findFont } from '../report/find-font.ts';
import { makeReports } from '../report/make-reports.ts';
import { cuesOf, webVtt } from '../video/chapters.ts';
import type { VideoLane } from '../video/lane.ts';
import type { VideoPlan } from '../video/video-plan.ts';
import { examineDraft, type PackageContent } from './examine-draft.ts';
import {
  CERTIFICATES,
  CHECKPOINTS,
  CUSTODY,
  contextPath,
  journalPath,
  KEYS,
  NOTICE,
  nativeVideoPath,
  POLICY,
  playlistPath,
  reportPath,
  subtitlesPath,
  WINDOWS,
} from './package-names.ts';
import { readmeText } from './readme-text.ts';
import { segmentEntries } from './segment-entries.ts';
import { certificatesDocument } from './server-certificates.ts';
import { keysDocument, provenDocuments } from './server-documents.ts';
import { windowsDocument } from './windows-document.ts';

/** A whole video, wherever it waits. */
export interface RenderedVideo {
  readonly path: string;
  readonly video: Omit<PackageVideo, 'path' | 'subtitles' | 'blurred'>;
  /** Which lanes it shows. */
  readonly lanes: readonly VideoLane[];
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

export interface PackageParts {
  readonly gathered: Gathered;
  readonly footage: ClipFootage;
  readonly plan: VideoPlan;
  readonly natives: readonly MadeNativeVideo[];
  readonly videos: readonly RenderedVideo[];
  readonly verifyPage: string;
  readonly password: string | null;
  readonly signal: AbortSignal;
}

/** Writes the whole package to `sink`. */
export async function writeEvidence(
  ctx: MakingContext,
  sink: WritableStream<Uint8Array>,
  options: Pick<EvidencePackageOptions, 'font' | 'serverName' | 'certificateFile'>,
  parts: PackageParts,
): Promise<Manifest> {
  const { gathered, password } = parts;
  const at = ctx.now();
  const writer = new PackageWriter(sink, { password, createdAt: at });
  const contents = new Map<string, PackageContent>();
  const add: Add = async (path, content, inClear = false) => {
    contents.set(path, content);
    await writer.add(path, typeof content === 'function' ? content() : content, { inClear });
  };
  await add(README, readmeText(password !== null, parts.verifyPage), true);
  await add(VERIFY_PAGE, parts.verifyPage, true);
  const entries = segmentEntries(gathered, parts.footage);
  const keys = keysDocument(entries, parts.footage);
  const checkpoints = await addDocuments(ctx, { gathered, keys, at }, add);
  const signingKey = await readSigningKey(ctx.db, ctx.masterKey);
  const pem = await certificatesDocument(ctx, options, Ed25519Jwk.parse(signingKey));
  if (pem !== null) await add(CERTIFICATES, pem);
  const windows = await windowsDocument(ctx, gathered);
  if (windows !== null) await add(WINDOWS, json(windows));
  const nativeVideos = await addNativeVideos(parts, add);
  const videos = await addVideos(parts, add);
  const playlists = await addPlaylists(entries, keys, { plan: parts.plan, add });
  await addSegments(entries, parts.footage, add);
  const windowKeys = keys.keys.map(({ keyId, device, window }) => ({ keyId, device, window }));
  const manifest = {
    ...manifestOf(gathered, entries),
    checkpoints,
    windowKeys,
    playlists,
    nativeVideos,
    videos,
    certificates: pem === null ? null : CERTIFICATES,
    windows: windows === null ? null : WINDOWS,
    reports: [],
  };
  const draft = await writer.seal(manifest, signingKey);
  const verdict = await examineDraft(draft, contents, parts.signal);
  const reports = await addReports(
    { verdict, at, font: options.font, verifyPage: parts.verifyPage },
    add,
  );
  return (await writer.finish({ ...manifest, reports }, signingKey)).manifest;
}

/** The audit log tells of the making once the package is made. */
function madeBy(worker: string, at: number): CustodyEvent {
  return { at, action: 'package-made', user: null, note: worker, entry: null, proof: null };
}

type Add = (path: string, content: PackageContent, inClear?: boolean) => Promise<void>;

/** What was signed and told. Returns where the checkpoints lie; null when there are none yet. */
async function addDocuments(
  { db }: MakingContext,
  of: { readonly gathered: Gathered; readonly keys: PackageKeys; readonly at: number },
  add: Add,
): Promise<string | null> {
  const { devices, custody: steps } = of.gathered;
  for (const { journal, context, device } of devices) {
    await add(journalPath(device.id), jsonLines(journal.items));
    if (context.length > 0) await add(contextPath(device.id), jsonLines(context));
  }
  await add(KEYS, json(of.keys));
  const made = madeBy(PROCESS_NAME, of.at);
  const proven = await provenDocuments(db, devices, { steps, made });
  await add(CUSTODY, json(proven.custody));
  await add(NOTICE, json(await noticeDocument(db, devices)));
  await add(POLICY, json(await policyDocument(db, devices)));
  if (proven.checkpoints === null) return null;
  await add(CHECKPOINTS, json(proven.checkpoints));
  return CHECKPOINTS;
}

/** The examiner's report, where the draft holds together; else the package is refused when it is read back. */
async function addReports(
  of: {
    readonly verdict: Verdict;
    readonly at: number;
    readonly font: string;
    readonly verifyPage: string;
  },
  add: Add,
): Promise<Manifest['reports']> {
  const { verdict, at } = of;
  if (verdict.facts === null) return [];
  const verifyPageSha256 = createHash('sha256').update(of.verifyPage).digest('hex');
  const { facts } = verdict;
  const made = await makeReports(await findFont(of.font), { verdict, facts, at, verifyPageSha256 });
  const added: Manifest['reports'] = [];
  for (const { language, pdf } of made) {
    const path = reportPath(language);
    await add(path, pieces(pdf));
    added.push({ path, language });
  }
  return added;
}

function pieces(bytes: Uint8Array): PackageContent {
  return async function* () {
    yield bytes;
  };
}

async function addNativeVideos(
  { natives }: PackageParts,
  add: Add,
): Promise<Manifest['nativeVideos']> {
  const added: Manifest['nativeVideos'] = [];
  for (const { lane, index, cues, bytes } of natives) {
    const path = nativeVideoPath(index);
    const subtitles = subtitlesPath(path);
    await add(path, bytes);
    await add(subtitles, webVtt(cues));
    added.push({ path, device: lane.device, display: lane.display, subtitles });
  }
  return added;
}

async function addVideos({ videos, plan }: PackageParts, add: Add): Promise<PackageVideo[]> {
  const added: PackageVideo[] = [];
  for (const { path, video, lanes, bytes } of videos) {
    const subtitles = subtitlesPath(path);
    await add(path, bytes);
    await add(subtitles, webVtt(cuesOf(plan, lanes)));
    const blurred = lanes.some(({ blurs }) => blurs.length > 0);
    added.push({ ...video, path, subtitles, blurred });
  }
  return added;
}

/** For any player: one for each display of which there is footage. */
async function addPlaylists(
  entries: readonly PackageSegment[],
  keys: PackageKeys,
  { plan, add }: { readonly plan: VideoPlan; readonly add: Add },
): Promise<Manifest['playlists']> {
  const added: Manifest['playlists'] = [];
  for (const [index, { device, display }] of plan.lanes.entries()) {
    const own = entries.filter((one) => one.device === device && one.display === display);
    if (own.every(({ path }) => path === null)) continue;
    const path = playlistPath(index);
    await add(path, packagePlaylist(own, keyOfSegment(keys)));
    added.push({ device, display, path });
  }
  return added;
}

async function addSegments(
  entries: readonly PackageSegment[],
  { spooled }: ClipFootage,
  add: Add,
): Promise<void> {
  for (const { segment, path } of entries) {
    const found = spooled.get(segment);
    if (path !== null && found?.kind === 'ready') {
      await add(path, () => createReadStream(found.path));
    }
  }
}

function json(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}

function jsonLines(items: readonly JournalItem[]): string {
  return items
    .map(({ statement, receipt }) => `${JSON.stringify({ statement, receipt })}\n`)
    .join('');
}

/** What the manifest says of all but files, videos and checkpoints. */
function manifestOf({ order, devices, serverKeys }: Gathered, segments: PackageSegment[]) {
  return {
    v: 4 as const,
    package: order.evidencePackage.id,
    software: 'workcompanion',
    case: { id: order.case.id, title: order.case.title },
    clip: { id: order.clip.id, title: order.clip.title },
    person: { id: order.person.id, name: order.person.name },
    timeZone: order.person.timeZone,
    from: order.clip.footageFrom,
    to: order.clip.footageTo,
    devices: devices.map(({ device, host, displays, journal, context }) => ({
      device: device.id,
      hostname: host.hostname,
      timeZone: host.timeZone,
      publicKey: device.publicKey,
      enrolledAt: device.enrolledAt,
      displays: displays.map(({ display }) => display),
      journal: {
        path: journalPath(device.id),
        firstIndex: journal.firstIndex,
        count: journal.items.length,
        prev: journal.prev,
      },
      context: context.length > 0 ? contextPath(device.id) : null,
    })),
    segments,
    redaction: order.evidencePackage.redaction,
    keys: KEYS,
    custody: CUSTODY,
    notice: NOTICE,
    policy: POLICY,
    serverKeys: [...serverKeys],
  };
}
