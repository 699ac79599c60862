import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import type { PortalMetrics } from '../metrics/portal-metrics.ts';
import { type OpenedSegment, openSegment, type SegmentRequest } from './open-segment.ts';

/** `openSegment`, with what is sent of it counted. */
export async function openCountedSegment(
  ctx: UserContext,
  request: SegmentRequest,
): Promise<OpenedSegment> {
  const opened = await openSegment(ctx, request);
  if (opened.content === null) return opened;
  ctx.metrics.playedSegments.inc();
  return { ...opened, content: counted(opened.content, ctx.metrics) };
}

function counted(source: ByteSource, { playedBytes }: PortalMetrics): ByteSource {
  return {
    ...source,
    async *chunks() {
      for await (const chunk of source.chunks()) {
        playedBytes.inc(chunk.length);
        yield chunk;
      }
    },
  };
}
