import { getPackage } from '../../../../../../server/exports/download-package.ts';
import { route } from '../../../../../../server/http/route.ts';

export const GET = route(getPackage);
export const HEAD = route(getPackage);
