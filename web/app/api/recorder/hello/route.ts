import { noInput } from '../../../../server/http/no-input.ts';
import { publicEndpoint } from '../../../../server/http/public-endpoint.ts';
import { route } from '../../../../server/http/route.ts';
import { sayHello } from '../../../../server/recorder/say-hello.ts';

export const GET = route(publicEndpoint(noInput, sayHello));
