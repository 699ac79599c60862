import { CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import { Approval, PictureProblem, RecorderState } from '@workcompanion/core/protocol/messages';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { UPDATE_STATES, UPDATERS } from '@workcompanion/core/releases/update-report';
import { z } from 'zod';
import type { CaptureControl } from './capture/capture-control.ts';
import { WITHHELD_CAUSES } from './desktop/display-guard.ts';
import { LastDamage } from './journal/journal-damage.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { type UpdateRecord, VersionChange } from './updates/update-record.ts';
import { RECORDER_VERSION } from './version.ts';

/** What a recorder tells its user about itself. Times in UTC µs. */
export const RecorderStatus = z.object({
  state: RecorderState,
  /** When the state began. */
  since: z.number(),
  personName: z.string(),
  server: z.string(),
  displays: z.array(z.string()),
  policyVersion: z.number(),
  /** The rate at which each display is recorded now; null before a first policy. */
  framesPerSecond: z.number().nullable(),
  pausedUntil: z.number().nullable(),
  /** Why the person paused, in their words; null when nobody did. */
  pauseReason: z.string().nullable(),
  backlog: z.object({
    segments: z.number(),
    bytes: z.number(),
    oldest: z.number().nullable(),
  }),
  /** Uploaded, and kept here until the server has committed to it. */
  kept: z.object({ segments: z.number(), bytes: z.number() }),
  /** Recorded by this computer as a former device, and not uploaded. */
  former: z.object({
    segments: z.number(),
    bytes: z.number(),
    entries: z.number(),
    refused: z.number(),
  }),
  /** Entries that the server refused for good. */
  parked: z.number(),
  /** Since the start the journal was compared with what the server holds, and both agree. */
  journalInStep: z.boolean(),
  /** The last time that a part of the journal was lost. */
  journalDamage: LastDamage.nullable(),
  lastFrameAt: z.number().nullable(),
  lastUploadAt: z.number().nullable(),
  /** The code of what prevents uploads; null when nothing does. */
  uploadProblem: z.string().nullable(),
  /** The portal's clock minus this computer's, µs; null before the first contact. */
  clockOffset: z.number().nullable(),
  /** Somebody watches live, as far as the portal has told. */
  watchedNow: z.boolean(),
  /** Whether an administrator must first confirm whose device it is, as far as the portal has told. */
  approval: Approval,
  /** The oldest version that the portal accepts, when this one is older; else null. */
  updateTo: z.string().nullable(),
  /** Who installs new versions. */
  updatesBy: z.enum(UPDATERS),
  /** The release that is being installed or did not work; null when there is none. */
  update: z
    .object({
      version: z.string(),
      state: z.enum(UPDATE_STATES),
      code: z.string().nullable(),
      bytes: z.number(),
      size: z.number(),
    })
    .nullable(),
  /** The last change of the recorder's version. */
  versionChange: VersionChange.nullable(),
  /** The space for recordings by the last look; null before a first. */
  disk: z
    .object({
      freeBytes: z.number(),
      minimumFreeBytes: z.number(),
      storedBytes: z.number(),
      quotaBytes: z.number(),
      /** What stops the recording; null while nothing does. */
      limit: z.enum(['disk', 'quota']).nullable(),
    })
    .nullable(),
  pictureProblems: z.array(z.object({ display: z.string(), problem: PictureProblem })),
  /** Displays that are not recorded now because of what they show. */
  withheld: z.array(
    z.object({
      display: z.string(),
      cause: z.enum(WITHHELD_CAUSES),
      /** The excluded program, named to its own user alone; null where it is not known. */
      program: z.string().nullable(),
    }),
  ),
  /** Displays on which windows are painted over now. */
  covered: z.array(z.string()),
  /** The newest checkpoint of the server that is kept here. */
  checkpoint: z.object({ number: z.number(), hash: z.string() }).nullable(),
  checkpointProblem: CheckpointProblem.nullable(),
  ffmpegPids: z.array(z.number()),
});
export type RecorderStatus = z.infer<typeof RecorderStatus>;

type MachineStatus = Pick<
  RecorderStatus,
  'state' | 'since' | 'pausedUntil' | 'pauseReason' | 'watchedNow' | 'approval' | 'framesPerSecond'
> & {
  /** The code of what became of the last heartbeat; null when it was answered. */
  readonly portalProblem: string | null;
};

export function recorderStatus(
  parts: RecorderParts,
  capture: CaptureControl,
  { portalProblem, ...machine }: MachineStatus,
): RecorderStatus {
  const { client, enrolment, policy, journal, queue, uploader, sync } = parts;
  const { desktop, checkpoints, updates, former, serverClock } = parts;
  return {
    ...machine,
    personName: enrolment.personName,
    server: enrolment.server,
    displays: [...capture.displays],
    policyVersion: policy.current?.version ?? 0,
    backlog: queue.backlog(),
    kept: queue.keptAmount(),
    former: former.unsent,
    parked: queue.parkedCount(),
    journalInStep: sync.isInStep,
    journalDamage: journal.lastDamage(),
    lastFrameAt: capture.lastFrameAt,
    lastUploadAt: uploader.lastSentAt === null ? null : uploader.lastSentAt * 1000,
    uploadProblem: uploader.problem ?? portalProblem,
    clockOffset: serverClock.offset,
    updateTo: neededUpdate(client.minimumVersion),
    updatesBy: updates.report().by,
    update: shownUpdate(updates.last),
    versionChange: updates.change,
    disk: parts.disk.room,
    pictureProblems: [...capture.pictureProblems],
    withheld: capture.displays.flatMap((display) => {
      const cause = desktop.withheld(display);
      return cause === null ? [] : [{ display, cause, program: desktop.withheldProgram(display) }];
    }),
    covered: [...capture.covered],
    checkpoint: checkpoints.head,
    checkpointProblem: checkpoints.problem,
    ffmpegPids: [...capture.ffmpegPids],
  };
}

function shownUpdate(last: UpdateRecord | null): RecorderStatus['update'] {
  if (last === null || last.state === 'installed') return null;
  const { version, state, code, bytes, size } = last;
  return { version, state, code, bytes, size };
}

function neededUpdate(minimum: string | null): string | null {
  return minimum !== null && isOlderVersion(RECORDER_VERSION, minimum) ? minimum : null;
}
