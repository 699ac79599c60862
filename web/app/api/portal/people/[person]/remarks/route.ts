import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { ListRemarks, listRemarks } from '../../../../../../server/remarks/list-remarks.ts';

export const GET = route(userEndpoint(location(ListRemarks), listRemarks));
