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
import { PackageWriter } from '@workcompanion/core/evidence/write-package';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { PROCESS_NAME } from '../../process-name.ts';
import { noticeDocument, policyDocument } from '../gather/documents.ts';
import type { MakingContext } from '../gather/evidence-context.ts';
import type { ClipFootage } from '../gather/footage.ts';
import type { Gathered } from '../gather/gather-evidence.ts';
import type { JournalItem } from '../gather/read-journal.ts';
import type { MadeNativeVideo } from '../native/make-native-videos.ts';
import { cuesOf, webVtt } from '../video/chapters.ts';
import type { VideoLane } from '../video/lane.ts';
import type { VideoPlan } from '../video/video-plan.ts';
import {
  CHECKPOINTS,
  CUSTODY,
  contextPath,
  journalPath,
  KEYS,
  NOTICE,
  nativeVideoPath,
  POLICY,
  playlistPath,
  subtitlesPath,
} from './package-names.ts';
import { readmeText } from './readme-text.ts';
import { segmentEntries } from './segment-entries.ts';
import { keysDocument, provenDocuments } from './server-documents.ts';

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
  readonly onFile: () => void;
}

/** Writes the whole package to `sink`. */
export async function writeEvidence(
  ctx: MakingContext,
  sink: WritableStream<Uint8Array>,
  parts: PackageParts,
): Promise<Manifest> {
  const { gathered, password } = parts;
  const at = ctx.now();
  const writer = new PackageWriter(sink, { password, createdAt: at });
  const add = async (
    path: string,
    content: Parameters<PackageWriter['add']>[1],
    inClear = false,
  ) => {
    await writer.add(path, content, { inClear });
    parts.onFile();
  };
  await add(README, readmeText(password !== null), true);
  await add(VERIFY_PAGE, parts.verifyPage, true);
  const entries = segmentEntries(gathered, parts.footage);
  for (const { journal, context, device } of gathered.devices) {
    await add(journalPath(device.id), jsonLines(journal.items));
    if (context.length > 0) await add(contextPath(device.id), jsonLines(context));
  }
  const keys = keysDocument(entries, parts.footage);
  await add(KEYS, json(keys));
  const { custody, checkpoints: proofs } = await provenDocuments(ctx.db, gathered.devices, {
    steps: gathered.custody,
    made: madeBy(PROCESS_NAME, at),
  });
  await add(CUSTODY, json(custody));
  await add(NOTICE, json(await noticeDocument(ctx.db, gathered.devices)));
  await add(POLICY, json(await policyDocument(ctx.db, gathered.devices)));
  if (proofs !== null) await add(CHECKPOINTS, json(proofs));
  const nativeVideos = await addNativeVideos(parts, add);
  const videos = await addVideos(parts, add);
  const playlists = await addPlaylists(entries, keys, { plan: parts.plan, add });
  await addSegments(entries, parts.footage, add);
  const windowKeys = keys.keys.map(({ keyId, device, window }) => ({ keyId, device, window }));
  const manifest = {
    ...manifestOf(gathered, entries),
    windowKeys,
    playlists,
    nativeVideos,
    videos,
  };
  const checkpoints = proofs === null ? null : CHECKPOINTS;
  const signingKey = await readSigningKey(ctx.db, ctx.masterKey);
  return (await writer.finish({ ...manifest, checkpoints }, signingKey)).manifest;
}

/** The audit log tells of the making once the package is made. */
function madeBy(worker: string, at: number): CustodyEvent {
  return { at, action: 'package-made', user: null, note: worker, entry: null, proof: null };
}

type Add = (path: string, content: string | AsyncIterable<Uint8Array>) => Promise<void>;

async function addNativeVideos(
  { natives }: PackageParts,
  add: Add,
): Promise<Manifest['nativeVideos']> {
  const added: Manifest['nativeVideos'] = [];
  for (const { lane, index, cues, bytes } of natives) {
    const path = nativeVideoPath(index);
    const subtitles = subtitlesPath(path);
    await add(path, bytes());
    await add(subtitles, webVtt(cues));
    added.push({ path, device: lane.device, display: lane.display, subtitles });
  }
  return added;
}

async function addVideos({ videos, plan }: PackageParts, add: Add): Promise<PackageVideo[]> {
  const added: PackageVideo[] = [];
  for (const { path, video, lanes, bytes } of videos) {
    const subtitles = subtitlesPath(path);
    await add(path, bytes());
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
    if (path !== null && found?.kind === 'ready') await add(path, createReadStream(found.path));
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
