import { SegmentId } from '@workcompanion/core/ids';
import { STATEMENT_HEADER, UPLOAD_OFFSET_HEADER } from '@workcompanion/core/protocol/routes';
import { deviceEndpoint } from '../http/device-endpoint.ts';
import { parseInput } from '../http/parse-input.ts';
import { receiveCountedSegment } from '../metrics/receive-counted-segment.ts';
import { segmentUpload } from './segment-upload.ts';
import { segmentUploadOffset } from './segment-upload-offset.ts';

export const putSegment = deviceEndpoint(segmentUpload, receiveCountedSegment);

export const headSegment = deviceEndpoint(
  (call) => ({
    id: parseInput(SegmentId, call.params['id']),
    statement: call.header(STATEMENT_HEADER),
  }),
  segmentUploadOffset,
  (offset) => ({
    status: 200,
    headers: { [UPLOAD_OFFSET_HEADER]: String(offset), 'cache-control': 'no-store' },
    body: null,
  }),
);
