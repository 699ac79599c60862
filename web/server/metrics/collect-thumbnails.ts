import { thumbnailBacklog } from '@workcompanion/db/queries/thumbnail-backlog';
import { Gauge, Registry } from 'prom-client';
import type { ServerContext } from '../context.ts';

/** How far behind the workers are with thumbnails. */
export async function collectThumbnails({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  const { waiting, oldestMs } = await thumbnailBacklog(db);
  new Gauge({
    name: 'workcompanion_thumbnails_waiting',
    help: 'Segments whose thumbnail is still to be made.',
    registers,
  }).set(waiting);
  new Gauge({
    name: 'workcompanion_thumbnails_oldest_seconds',
    help: 'Since when the oldest of them was recorded; 0 when none waits.',
    registers,
  }).set(oldestMs === null ? 0 : Math.max(0, now() / 1_000_000 - oldestMs / 1000));
  return registry;
}
