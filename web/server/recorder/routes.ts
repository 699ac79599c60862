import { SegmentId, WindowTrackId } from '@workcompanion/core/ids';
import { CheckpointsResponse } from '@workcompanion/core/protocol/checkpoint';
import { JournalHeadResponse } from '@workcompanion/core/protocol/journal-head';
import {
  EnrolmentRequest,
  EnrolmentResponse,
  HeartbeatRequest,
  HeartbeatResponse,
  HelloResponse,
  JournalRequest,
  JournalResponse,
  KeysIssued,
  KeysRequest,
  PolicyResponse,
  ReceiptResponse,
  WindowTrackRequest,
} from '@workcompanion/core/protocol/messages';
import { PortalLinkRequest, PortalLinkResponse } from '@workcompanion/core/protocol/portal-link';
import {
  RECORDER_ROUTES,
  STATEMENT_HEADER,
  UPLOAD_OFFSET_HEADER,
} from '@workcompanion/core/protocol/routes';
import { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { ReleaseVersion } from '@workcompanion/core/releases/release-statement';
import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import { z } from 'zod';
import { defineRoutes } from '../../contract/define-routes.ts';
import { fileReply } from '../evidence-packages/file-reply.ts';
import { fileWish } from '../evidence-packages/serve-package.ts';
import { asAnyone, bearerToken } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { readJournalHead } from '../journal/read-journal-head.ts';
import { downloadRelease } from '../releases/download-release.ts';
import { makePortalLink } from '../sign-in/sign-in-from-recorder.ts';
import { asDevice, asUploader } from './authenticate-device.ts';
import { AwaitWatched, awaitWatched } from './await-watched.ts';
import { enrolDevice, sayHello } from './enrol-device.ts';
import { handleKeys } from './issue-keys.ts';
import { ListCheckpoints, listCheckpoints } from './list-checkpoints.ts';
import { listWatchers } from './list-watchers.ts';
import { receiveHeartbeat } from './receive-heartbeat.ts';
import { receiveJournal } from './receive-journal.ts';
import { receiveSegment } from './receive-segment.ts';
import { receiveWindowTrack } from './receive-window-track.ts';
import { segmentUpload } from './segment-upload.ts';
import { segmentUploadOffset } from './segment-upload-offset.ts';

const OneSegment = z.object({ id: SegmentId });

/** What each message of the recorder's table carries. */
const ROUTES = defineRoutes({
  sayHello: { ...RECORDER_ROUTES.hello, answer: HelloResponse, isOpen: true },
  enrolDevice: { ...RECORDER_ROUTES.enrol, body: EnrolmentRequest, answer: EnrolmentResponse },
  receiveHeartbeat: {
    ...RECORDER_ROUTES.heartbeat,
    body: HeartbeatRequest,
    answer: HeartbeatResponse,
  },
  readPolicy: { ...RECORDER_ROUTES.policy, answer: PolicyResponse },
  listWatchers: { ...RECORDER_ROUTES.watchers, answer: WatchersResponse },
  awaitWatched: { ...RECORDER_ROUTES.watched, query: AwaitWatched, answer: WatchedResponse },
  makePortalLink: {
    ...RECORDER_ROUTES.portalLink,
    body: PortalLinkRequest,
    answer: PortalLinkResponse,
  },
  handleKeys: {
    ...RECORDER_ROUTES.keys,
    body: KeysRequest,
    answer: z.union([KeysIssued, ReceiptResponse]),
  },
  segmentUploadOffset: { ...RECORDER_ROUTES.segmentOffset, params: OneSegment, answer: null },
  receiveSegment: { ...RECORDER_ROUTES.segment, params: OneSegment, answer: ReceiptResponse },
  receiveWindowTrack: {
    ...RECORDER_ROUTES.windowTrack,
    params: z.object({ id: WindowTrackId }),
    body: WindowTrackRequest,
    answer: ReceiptResponse,
  },
  receiveJournal: { ...RECORDER_ROUTES.journal, body: JournalRequest, answer: JournalResponse },
  readJournalHead: { ...RECORDER_ROUTES.journalHead, answer: JournalHeadResponse },
  downloadRelease: {
    ...RECORDER_ROUTES.release,
    params: z.object({ version: ReleaseVersion }),
    answer: 'application/x-msi',
  },
  listCheckpoints: {
    ...RECORDER_ROUTES.checkpoints,
    query: ListCheckpoints,
    answer: CheckpointsResponse,
  },
});

export const recorderRoutes: readonly BoundRoute[] = [
  bind(ROUTES.sayHello, asAnyone, sayHello),
  // Not yet a device's: it proves its key, and shows the enrolment token instead.
  bindExchange(ROUTES.enrolDevice, asAnyone, {
    read: (call) => ({
      bearer: bearerToken(call),
      address: call.header('x-forwarded-for') ?? 'unknown',
    }),
    verb: (ctx, { bearer, address, ...request }) => enrolDevice(ctx, { bearer, request, address }),
  }),
  bind(ROUTES.receiveHeartbeat, asDevice, receiveHeartbeat),
  bind(ROUTES.readPolicy, asDevice, async ({ db, device, installation }) => ({
    policy: await policyOfDevice(db, device.id),
    portalVersion: installation.version,
  })),
  bind(ROUTES.listWatchers, asDevice, listWatchers),
  bindExchange(ROUTES.awaitWatched, asDevice, {
    read: ({ signal }) => ({ signal }),
    verb: awaitWatched,
    isDirect: true,
  }),
  bind(ROUTES.makePortalLink, asDevice, makePortalLink),
  bind(ROUTES.handleKeys, asDevice, handleKeys),
  bindExchange(ROUTES.segmentUploadOffset, asDevice, {
    read: (call) => ({ statement: call.header(STATEMENT_HEADER) }),
    verb: segmentUploadOffset,
    respond: (offset) => ({
      status: 200,
      headers: { [UPLOAD_OFFSET_HEADER]: String(offset), 'cache-control': 'no-store' },
      body: null,
    }),
    isDirect: true,
  }),
  bindExchange(ROUTES.receiveSegment, asUploader, {
    read: segmentUpload,
    verb: receiveSegment,
    isDirect: true,
  }),
  bind(ROUTES.receiveWindowTrack, asDevice, receiveWindowTrack),
  bind(ROUTES.receiveJournal, asDevice, receiveJournal),
  bind(ROUTES.readJournalHead, asDevice, readJournalHead),
  bindExchange(ROUTES.downloadRelease, asDevice, {
    read: fileWish,
    verb: downloadRelease,
    respond: fileReply,
    isDirect: true,
  }),
  bind(ROUTES.listCheckpoints, asDevice, listCheckpoints),
];
