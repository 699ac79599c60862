import { TestStore } from '../../../../../contract/settings.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { testStore } from '../../../../../server/settings/test-store.ts';

export const POST = route(userEndpoint(jsonBody(TestStore), testStore));
