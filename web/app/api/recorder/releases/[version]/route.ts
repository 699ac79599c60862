import { route } from '../../../../../server/http/route.ts';
import { getRelease } from '../../../../../server/releases/download-release.ts';

export const GET = route(getRelease);
