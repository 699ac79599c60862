import { defineRoutes } from '../../contract/define-routes.ts';
import { asAnyone } from '../http/admissions.ts';
import { type BoundRoute, bindExchange } from '../http/bind.ts';
import { renderMetrics } from './render-metrics.ts';

const { readMetrics } = defineRoutes({
  readMetrics: { method: 'GET', path: '/api/metrics', answer: 'text/plain' },
});

export const metricsRoutes: readonly BoundRoute[] = [
  // For Prometheus, by a bearer token (RFC 6750) of the environment.
  bindExchange(readMetrics, asAnyone, {
    read: (call) => ({
      token: call.header('authorization')?.match(/^Bearer +(\S+)$/i)?.[1] ?? null,
    }),
    verb: renderMetrics,
    isDirect: true,
    respond: ({ type, text }) => ({
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'no-store' },
      body: text,
    }),
  }),
];
