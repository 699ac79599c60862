import { route } from '../../../../../../server/http/route.ts';
import { getVideo } from '../../../../../../server/shares/share-endpoints.ts';

export const GET = route(getVideo);
export const HEAD = route(getVideo);
