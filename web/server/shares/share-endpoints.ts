import { ShareId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { InspectShare, OpenShare } from '../../contract/shares.ts';
import { fileReply } from '../exports/file-reply.ts';
import { fileWish } from '../exports/file-wish.ts';
import { assertSameOrigin } from '../http/assert-same-origin.ts';
import type { Call } from '../http/call.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonBody } from '../http/json-body.ts';
import { parseInput } from '../http/parse-input.ts';
import { jsonReply } from '../http/reply.ts';
import { downloadShared } from './download-shared.ts';
import { inspectShare } from './inspect-share.ts';
import { openShare } from './open-share.ts';
import { SharedVideoPath, watchShared } from './watch-shared.ts';

/** The doors of those who have no account: the link's token, then the cookie that a passcode gives. */
export const postInspect = endpoint(async (ctx, call) => {
  assertSameOrigin(call);
  return jsonReply(await inspectShare(ctx, await jsonBody(InspectShare)(call), call));
});

export const postOpen = endpoint(async (ctx, call) => {
  assertSameOrigin(call);
  const address = call.header('x-forwarded-for') ?? 'unknown';
  const { shown, cookie } = await openShare(ctx, await jsonBody(OpenShare)(call), address);
  const reply = jsonReply(shown);
  return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
});

export const getVideo = endpoint(async (ctx, call) =>
  fileReply(await watchShared(ctx, parseInput(SharedVideoPath, call.params), wishOf(call))),
);

export const getSharedPackage = endpoint(async (ctx, call) => {
  const { share } = parseInput(z.object({ share: ShareId }), call.params);
  return fileReply(await downloadShared(ctx, share, wishOf(call)));
});

function wishOf(call: Call) {
  return { ...fileWish(call), cookies: call.header('cookie') };
}
