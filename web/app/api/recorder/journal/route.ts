import { JournalRequest } from '@workcompanion/core/protocol/messages';
import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { receiveJournal } from '../../../../server/recorder/receive-journal.ts';

export const POST = route(deviceEndpoint(jsonBody(JournalRequest), receiveJournal));
