import { MakeBookmark } from '../../../../contract/bookmarks.ts';
import { makeBookmark } from '../../../../server/bookmarks/make-bookmark.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(MakeBookmark), makeBookmark));
