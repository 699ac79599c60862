import { ChangeExportSettings } from '../../../../contract/exports.ts';
import { changeExportSettings } from '../../../../server/exports/change-export-settings.ts';
import { showExportSettings } from '../../../../server/exports/show-export-settings.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(noInput, showExportSettings));
export const POST = route(userEndpoint(jsonBody(ChangeExportSettings), changeExportSettings));
