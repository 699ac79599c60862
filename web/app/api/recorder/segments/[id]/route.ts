import { route } from '../../../../../server/http/route.ts';
import { headSegment, putSegment } from '../../../../../server/recorder/segment-endpoints.ts';

export const HEAD = route(headSegment);
export const PUT = route(putSegment);
