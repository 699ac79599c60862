import { route } from '../../../../server/http/route.ts';
import { postInspect } from '../../../../server/shares/share-endpoints.ts';

export const POST = route(postInspect);
