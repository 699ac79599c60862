import { AnswerRemark } from '../../../../../contract/watching.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { answerRemark } from '../../../../../server/remarks/answer-remark.ts';

export const POST = route(userEndpoint(jsonBody(AnswerRemark), answerRemark));
