import { route } from '../../../../../server/http/route.ts';
import { getSegment } from '../../../../../server/playback/segment-endpoint.ts';

export const GET = route(getSegment);
export const HEAD = route(getSegment);
