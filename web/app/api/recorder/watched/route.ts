import { route } from '../../../../server/http/route.ts';
import { getWatched } from '../../../../server/recorder/watched-endpoint.ts';

export const GET = route(getWatched);
