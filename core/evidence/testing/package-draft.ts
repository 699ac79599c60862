import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../audit/audit-entry.ts';
import { generateSigningKeyPair } from '../../crypto/key-pair.ts';
import { deriveSegmentKey } from '../../crypto/segment-key.ts';
import { statementHash } from '../../crypto/statement.ts';
import { CaseId, ClipId, EvidencePackageId, newId, PersonId } from '../../ids.ts';
import { GENESIS } from '../../protocol/statement.ts';
import type { Manifest } from '../manifest.ts';
import type {
  JournalLine,
  PackageCheckpoints,
  PackageCustody,
  PackageKeys,
  PackageNotice,
  PackagePolicies,
} from '../package-documents.ts';
import type { PackageWindows } from '../package-windows.ts';
import { auditLogFor, custodyOf } from './audit-log.ts';
import {
  DISPLAYS,
  HOUR,
  MIDNIGHT,
  NOTICE_TEXT,
  POLICY,
  recordScene,
  type Scene,
  SECOND,
} from './record-scene.ts';
import { checkpointsFor, firstCheckpoint, type KeyPair, receiptsFor } from './server-side.ts';

export type DraftManifest = Omit<Manifest, 'files' | 'createdAt'>;

/** All that a package is made of, before it is sealed: a test may bend any part. */
export interface PackageDraft {
  readonly scene: Scene;
  manifest: DraftManifest;
  sealedBy: KeyPair;
  journal: JournalLine[];
  context: JournalLine[];
  readonly segments: Map<string, Uint8Array>;
  /** None at first: `addNativeVideos`. */
  readonly nativeVideos: Map<string, Uint8Array>;
  keys: PackageKeys;
  /** What becomes of each playlist, which is made of the keys and the manifest. */
  bendPlaylist: (text: string) => string;
  /** What becomes of a document as it is written. */
  bendDocument: (path: string, text: string) => string;
  /** PEM; none at first. */
  certificates: string | null;
  /** None at first: `addWindows`. */
  windows: PackageWindows | null;
  checkpoints: PackageCheckpoints;
  /** The portal's audit log, of which custody is a part. */
  log: readonly AuditEntry[];
  custody: PackageCustody;
  notice: PackageNotice;
  policies: PackagePolicies;
}

export const CREATED_AT = MIDNIGHT + 8 * HOUR;

/** Each line of the journal, oldest first. */
export function linesOf({ context, journal }: PackageDraft): JournalLine[] {
  return [...context, ...journal];
}

/** What is slow, once for a test file. */
export async function prepareScene(): Promise<{ readonly scene: Scene; readonly server: KeyPair }> {
  const server = await generateSigningKeyPair();
  const hash = statementHash(await firstCheckpoint(server));
  return { scene: await recordScene(server.publicKey, { checkpoint: 0, hash }), server };
}

/** A true package of the scene, all by `server`. */
export async function draftPackage(scene: Scene, server: KeyPair): Promise<PackageDraft> {
  const { statements } = scene.journal;
  const lines = await receiptsFor(statements, server);
  const first = await firstCheckpoint(server);
  const manifest = draftManifest(scene, server);
  const log = auditLogFor(manifest);
  return {
    scene,
    sealedBy: server,
    manifest,
    log,
    nativeVideos: new Map(),
    certificates: null,
    windows: null,
    journal: lines.slice(scene.firstIndex),
    context: lines.slice(0, scene.firstIndex),
    segments: new Map(scene.segments.map((one) => [pathOf(scene, one.body.segment), one.file])),
    keys: keysOf(scene),
    bendPlaylist: (text) => text,
    bendDocument: (_path, text) => text,
    checkpoints: await checkpointsFor(lines, { first, server, log }),
    custody: custodyOf(log, CREATED_AT - 1),
    ...peopleOf(scene),
  };
}

/** As if the package had been asked for as it is now; or `asked`, and it was made anew of that. */
export async function askAnew(draft: PackageDraft, asked?: EvidencePackageId): Promise<void> {
  const { sealedBy: server, manifest } = draft;
  draft.log = auditLogFor(manifest, asked);
  draft.custody = custodyOf(draft.log, CREATED_AT - 1);
  const first = await firstCheckpoint(server);
  draft.checkpoints = await checkpointsFor(linesOf(draft), { first, server, log: draft.log });
}

function pathOf(scene: Scene, segment: string): string {
  return `segments/${scene.journal.device}/${segment}.ts`;
}

function keysOf(scene: Scene): PackageKeys {
  const { device } = scene.journal;
  const old = scene.keys.filter(({ isDerived }) => !isDerived);
  return {
    keys: old.map(({ keyId, key, window }) => ({
      keyId,
      device,
      window,
      key: key.toString('base64url'),
    })),
    segments: scene.segments.flatMap(({ body: { segment, keyId } }) => {
      const dataKey = scene.keys.find((one) => one.keyId === keyId);
      if (dataKey?.isDerived !== true) return [];
      return [{ segment, key: deriveSegmentKey(dataKey.key, segment).toString('base64url') }];
    }),
  };
}

function draftManifest(scene: Scene, server: KeyPair): DraftManifest {
  const { device, keys, statements } = scene.journal;
  const before = statements[scene.firstIndex - 1];
  return {
    v: 4,
    package: newId(EvidencePackageId, CREATED_AT / 1000),
    software: 'workcompanion test',
    case: { id: newId(CaseId), title: 'Complaint 2291' },
    clip: { id: newId(ClipId), title: 'The call' },
    person: { id: newId(PersonId), name: 'Lin Mei' },
    timeZone: 'Asia/Shanghai',
    from: MIDNIGHT - 9 * SECOND,
    to: MIDNIGHT + 9 * SECOND,
    devices: [
      {
        device,
        hostname: 'PC-0417',
        timeZone: 'Asia/Shanghai',
        publicKey: keys.publicKey,
        enrolledAt: MIDNIGHT - 86_400 * SECOND,
        displays: [...DISPLAYS],
        journal: {
          path: `journals/${device}.jsonl`,
          firstIndex: scene.firstIndex,
          count: statements.length - scene.firstIndex,
          prev: before === undefined ? GENESIS : statementHash(before),
        },
        context: `journals/${device}.context.jsonl`,
      },
    ],
    segments: scene.segments.map(({ index, body }) => {
      const { segment, display, recording, sequence, start, duration } = body;
      const { bytes, sha256, keyId, keyDerivation, iv } = body;
      return {
        segment,
        display,
        recording,
        sequence,
        start,
        duration,
        bytes,
        sha256,
        keyId,
        iv,
        ...(keyDerivation !== undefined && { keyDerivation }),
        device,
        journalIndex: index,
        path: pathOf(scene, segment),
        absent: null,
      };
    }),
    windowKeys: keysOf(scene).keys.map(({ keyId, window }) => ({ keyId, device, window })),
    playlists: DISPLAYS.map((display, at) => ({ device, display, path: `display-${at + 1}.m3u8` })),
    redaction: { withheld: [], blurred: [] },
    videos: [],
    nativeVideos: [],
    reports: [],
    certificates: null,
    windows: null,
    checkpoints: 'checkpoints.json',
    keys: 'keys.json',
    custody: 'custody.json',
    notice: 'notice.json',
    policy: 'policy.json',
    serverKeys: [server.publicKey],
  };
}

function peopleOf({ journal, noticeIndex }: Scene) {
  const { device } = journal;
  const notice: PackageNotice = {
    acknowledgements: [
      {
        device,
        index: noticeIndex,
        noticeVersion: 2,
        acknowledgedAt: MIDNIGHT - 3599 * SECOND,
        locale: 'en',
        textSha256: createHash('sha256').update(NOTICE_TEXT).digest('hex'),
        text: NOTICE_TEXT,
      },
    ],
  };
  const policies: PackagePolicies = { policies: [{ device, version: 3, body: POLICY }] };
  return { notice, policies };
}
