import { route } from '../../../../server/http/route.ts';
import { postOpen } from '../../../../server/shares/share-endpoints.ts';

export const POST = route(postOpen);
