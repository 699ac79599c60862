import type { Call } from '../http/call.ts';
import { deviceEndpoint } from '../http/device-endpoint.ts';
import { location } from '../http/location.ts';
import { AwaitWatched, awaitWatched } from './await-watched.ts';

const readKnown = location(AwaitWatched);

export const getWatched = deviceEndpoint(
  (call: Call) => ({ ...readKnown(call), signal: call.signal }),
  awaitWatched,
);
