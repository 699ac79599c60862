import { SegmentId } from '@workcompanion/core/ids';
import { z } from 'zod';
import type { Call } from '../http/call.ts';
import { parseInput } from '../http/parse-input.ts';
import { userEndpoint } from '../http/user-endpoint.ts';
import { openCountedSegment } from '../metrics/open-counted-segment.ts';
import type { SegmentRequest } from './open-segment.ts';
import { segmentReply } from './segment-reply.ts';

/** GET and HEAD of `SEGMENT.ts`. */
export const getSegment = userEndpoint(segmentRequest, openCountedSegment, segmentReply);

export const SegmentFile = z.object({
  file: z
    .string()
    .transform((name) => name.replace(/\.ts$/, ''))
    .pipe(SegmentId),
});

function segmentRequest(call: Call): SegmentRequest {
  return {
    id: parseInput(SegmentFile, call.params).file,
    range: call.header('range'),
    ifRange: call.header('if-range'),
    headOnly: call.method === 'HEAD',
    signal: call.signal,
  };
}
