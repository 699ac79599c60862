import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { listReleases } from '../../../../server/releases/list-releases.ts';
import { postRelease } from '../../../../server/releases/upload-release.ts';

export const GET = route(userEndpoint(noInput, listReleases));
export const POST = route(postRelease);
