import { JournalRequest } from '@workcompanion/core/protocol/messages';
import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { readJournalHead } from '../../../../server/journal/read-journal-head.ts';
import { receiveJournal } from '../../../../server/recorder/receive-journal.ts';

export const GET = route(deviceEndpoint(noInput, readJournalHead));
export const POST = route(deviceEndpoint(jsonBody(JournalRequest), receiveJournal));
