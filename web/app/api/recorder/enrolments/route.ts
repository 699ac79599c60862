import { route } from '../../../../server/http/route.ts';
import { postEnrolment } from '../../../../server/recorder/enrolment-endpoint.ts';

export const POST = route(postEnrolment);
