import { RemoveBookmark } from '../../../../../contract/bookmarks.ts';
import { removeBookmark } from '../../../../../server/bookmarks/remove-bookmark.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(RemoveBookmark), removeBookmark));
