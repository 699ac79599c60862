import { SegmentId } from '@workcompanion/core/ids';
import { UPLOAD_OFFSET_HEADER } from '@workcompanion/core/protocol/routes';
import { z } from 'zod';
import { deviceEndpoint } from '../http/device-endpoint.ts';
import { location } from '../http/location.ts';
import { receiveCountedSegment } from '../metrics/receive-counted-segment.ts';
import { segmentUpload } from './segment-upload.ts';
import { segmentUploadOffset } from './segment-upload-offset.ts';

export const putSegment = deviceEndpoint(segmentUpload, receiveCountedSegment);

export const headSegment = deviceEndpoint(
  location(z.object({ id: SegmentId })),
  segmentUploadOffset,
  (offset) => ({
    status: 200,
    headers: { [UPLOAD_OFFSET_HEADER]: String(offset), 'cache-control': 'no-store' },
    body: null,
  }),
);
