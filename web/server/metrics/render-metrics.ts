import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { collectFleet } from './collect-fleet.ts';
import { collectStorage } from './collect-storage.ts';
import { collectThumbnails } from './collect-thumbnails.ts';

export interface RenderedMetrics {
  readonly type: string;
  readonly text: string;
}

/**
 * Everything that is measured, as Prometheus reads it. Throws `not-found` where no token is
 * configured, `unauthenticated` for another one.
 */
export async function renderMetrics(
  ctx: ServerContext,
  { token }: { readonly token: string | null },
): Promise<RenderedMetrics> {
  assertToken(ctx.config.metricsToken, token);
  const { registry } = ctx.metrics;
  const gathered = await Promise.all([
    collectFleet(ctx),
    collectStorage(ctx),
    collectThumbnails(ctx),
  ]);
  const parts = await Promise.all([registry, ...gathered].map((each) => each.metrics()));
  return { type: registry.contentType, text: parts.join('\n') };
}

function assertToken(expected: string | null, given: string | null): void {
  if (expected === null) throw new AppError('not-found', 'Metrics are switched off.');
  if (given !== null && timingSafeEqual(sha256(given), sha256(expected))) return;
  throw new AppError('unauthenticated', 'Metrics need their bearer token (METRICS_TOKEN).');
}
