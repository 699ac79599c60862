import { SegmentId } from '@workcompanion/core/ids';
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
} from '@workcompanion/core/protocol/messages';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import { WatchedResponse, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { ReleaseVersion } from '@workcompanion/core/releases/release-statement';
import { z } from 'zod';
import { AwaitWatched } from '../recorder/await-watched.ts';
import { ListCheckpoints } from '../recorder/list-checkpoints.ts';
import type { Operation, Operations } from './operation.ts';

const SegmentPath = z.object({ id: SegmentId });
const OneRelease = z.object({ version: ReleaseVersion });

/** What each message of the recorder's table carries. */
const MESSAGES = {
  hello: { id: 'sayHello', answer: HelloResponse, isOpen: true },
  enrol: { id: 'enrolDevice', body: EnrolmentRequest, answer: EnrolmentResponse },
  heartbeat: { id: 'receiveHeartbeat', body: HeartbeatRequest, answer: HeartbeatResponse },
  policy: { id: 'readPolicy', answer: PolicyResponse },
  watchers: { id: 'listWatchers', answer: WatchersResponse },
  watched: { id: 'awaitWatched', location: AwaitWatched, answer: WatchedResponse },
  keys: { id: 'handleKeys', body: KeysRequest, answer: z.union([KeysIssued, ReceiptResponse]) },
  segmentOffset: { id: 'segmentUploadOffset', location: SegmentPath, answer: null },
  segment: { id: 'receiveSegment', location: SegmentPath, answer: ReceiptResponse },
  journal: { id: 'receiveJournal', body: JournalRequest, answer: JournalResponse },
  journalHead: { id: 'readJournalHead', answer: JournalHeadResponse },
  release: { id: 'downloadRelease', location: OneRelease, answer: 'application/x-msi' },
  checkpoints: { id: 'listCheckpoints', location: ListCheckpoints, answer: CheckpointsResponse },
} as const satisfies Record<keyof typeof RECORDER_ROUTES, Operation>;

/** Those of the recorder, under the names of the portal's: "PUT /api/recorder/segments/[id]". */
export const RECORDER_OPERATIONS: Operations = Object.fromEntries(
  Object.entries(MESSAGES).map(([name, operation]) => {
    const { method, path } = RECORDER_ROUTES[name as keyof typeof MESSAGES];
    return [`${method} ${path.replaceAll('{', '[').replaceAll('}', ']')}`, operation];
  }),
);
