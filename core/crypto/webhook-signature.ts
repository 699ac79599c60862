import { createHmac, timingSafeEqual } from 'node:crypto';

/** "t=UNIX SECONDS,v1=HEX": HMAC-SHA256 of "UNIX SECONDS.BODY" under the webhook's secret. */
export const SIGNATURE_HEADER = 'workcompanion-signature';

interface Signed {
  /** As the portal showed it, in its characters. */
  readonly secret: string;
  readonly body: string;
}

/** The time is signed too, so that a receiver can refuse what was recorded and sent again. */
export function signWebhook({ secret, body }: Signed, unixSeconds: number): string {
  return `t=${unixSeconds},v1=${mac(secret, `${unixSeconds}.${body}`).toString('hex')}`;
}

/** For receivers: whether the header is of this body, and at most `toleranceSeconds` from `now`. */
export function isWebhookSignature(
  header: string,
  { secret, body }: Signed,
  { now, toleranceSeconds }: { readonly now: number; readonly toleranceSeconds: number },
): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  const [, seconds = '', hex = ''] = match ?? [];
  if (match === null || Math.abs(now - Number(seconds)) > toleranceSeconds) return false;
  return timingSafeEqual(mac(secret, `${seconds}.${body}`), Buffer.from(hex, 'hex'));
}

function mac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest();
}
