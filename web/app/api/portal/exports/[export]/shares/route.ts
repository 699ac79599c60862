import { OneExport } from '../../../../../../contract/exports.ts';
import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { listShares } from '../../../../../../server/shares/list-shares.ts';

export const GET = route(userEndpoint(location(OneExport), listShares));
