import { challengePasskey } from '../../../../server/account/passkeys/challenge-passkey.ts';
import type { Call } from '../../../../server/http/call.ts';
import { publicEndpoint } from '../../../../server/http/public-endpoint.ts';
import { route } from '../../../../server/http/route.ts';

/** As the entry of the process writes it: one address, forwarded ones only from trusted proxies. */
const clientAddress = (call: Call) => ({ address: call.header('x-forwarded-for') ?? 'unknown' });

export const POST = route(publicEndpoint(clientAddress, challengePasskey));
