import { SHARE_ROUTES } from '../../contract/shares.ts';
import { fileReply } from '../evidence-packages/file-reply.ts';
import { fileWish } from '../evidence-packages/serve-package.ts';
import { asUser, asVisitor } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import { jsonReply } from '../http/reply.ts';
import { downloadShared } from './download-shared.ts';
import { inspectShare } from './inspect-share.ts';
import { openShare } from './open-share.ts';
import { listShares, makeShare, revokeShare } from './shares.ts';
import { watchShared } from './watch-shared.ts';

export const shareRoutes: readonly BoundRoute[] = [
  bind(SHARE_ROUTES.listShares, asUser, listShares),
  bind(SHARE_ROUTES.revokeShare, asUser, revokeShare),
  bind(SHARE_ROUTES.makeShare, asUser, makeShare),
  // For those who have no account: the link's token, then the cookie that a passcode gives.
  bindExchange(SHARE_ROUTES.inspectShare, asVisitor, {
    read: (call) => ({ call }),
    verb: (ctx, { call, ...asked }) => inspectShare(ctx, asked, call),
  }),
  bindExchange(SHARE_ROUTES.openShare, asVisitor, {
    read: (call) => ({ address: call.header('x-forwarded-for') ?? 'unknown' }),
    verb: (ctx, { address, ...asked }) => openShare(ctx, asked, address),
    respond: ({ shown, cookie }) => {
      const reply = jsonReply(shown);
      return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
    },
  }),
  bindExchange(SHARE_ROUTES.watchShared, asVisitor, {
    read: fileWishWithCookies,
    verb: (ctx, { share, index, ...wish }) => watchShared(ctx, { share, index }, wish),
    respond: fileReply,
    isDirect: true,
  }),
  bindExchange(SHARE_ROUTES.downloadSharedPackage, asVisitor, {
    read: fileWishWithCookies,
    verb: (ctx, { share, ...wish }) => downloadShared(ctx, share, wish),
    respond: fileReply,
    isDirect: true,
  }),
];

function fileWishWithCookies(call: Call) {
  return { ...fileWish(call), cookies: call.header('cookie') };
}
