import { location } from '../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../server/http/user-endpoint.ts';
import {
  certificateReply,
  ReadCertificate,
  readCertificate,
} from '../../../../../../../server/retention/read-certificate.ts';

export const GET = route(
  userEndpoint(location(ReadCertificate), readCertificate, certificateReply),
);
