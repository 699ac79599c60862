import { endpoint } from '../http/endpoint.ts';
import { renderMetrics } from './render-metrics.ts';

/** For Prometheus, by a bearer token (RFC 6750) of the environment. */
export const getMetrics = endpoint(async (ctx, call) => {
  const header = call.header('authorization');
  const token = header?.match(/^Bearer +(\S+)$/i)?.[1] ?? null;
  const { type, text } = await renderMetrics(ctx, { token });
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
    body: text,
  };
});
