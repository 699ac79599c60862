import { HeartbeatRequest } from '@workcompanion/core/protocol/messages';

/** What a recorder says that records and has nothing to upload, but for `change`. */
export function testHeartbeat(change: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  return HeartbeatRequest.parse({
    state: 'recording',
    recorderVersion: '0.1.0',
    policyVersion: 1,
    displays: [],
    backlog: { segments: 0, bytes: 0, oldest: null },
    parked: [],
    lastFrameAt: null,
    clockOffset: null,
    freeDiskBytes: null,
    ...change,
  });
}
