import { BookmarkOfCase } from '../../../../../../contract/cases.ts';
import { putBookmark } from '../../../../../../server/cases/put-bookmark.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(BookmarkOfCase), putBookmark));
