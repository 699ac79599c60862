import { OneCase } from '../../../../../contract/cases.ts';
import { readCase } from '../../../../../server/cases/read-case.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(OneCase), readCase));
