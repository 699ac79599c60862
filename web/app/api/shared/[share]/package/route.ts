import { route } from '../../../../../server/http/route.ts';
import { getSharedPackage } from '../../../../../server/shares/share-endpoints.ts';

export const GET = route(getSharedPackage);
export const HEAD = route(getSharedPackage);
