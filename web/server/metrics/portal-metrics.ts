import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import type { DatabaseConnection } from '@workcompanion/db/client';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds. A segment of a minute takes some 5 ms on a LAN; a slow line may take minutes. */
const INGEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** What this process counts while it works. What the database knows is asked for at each scrape. */
export class PortalMetrics {
  readonly registry = new Registry();

  readonly uploads = new Counter({
    name: 'workcompanion_uploads_total',
    help: 'Uploads of segments by how they ended: stored, or the code they were refused with.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly uploadedBytes = new Counter({
    name: 'workcompanion_upload_bytes_total',
    help: 'Bytes of ciphertext in uploads that were stored.',
    registers: [this.registry],
  });
  readonly ingestSeconds = new Histogram({
    name: 'workcompanion_ingest_seconds',
    help: 'From the head of an upload to its receipt, of those that were stored.',
    buckets: INGEST_BUCKETS,
    registers: [this.registry],
  });
  readonly playedSegments = new Counter({
    name: 'workcompanion_playback_segments_total',
    help: 'Segments opened for viewers.',
    registers: [this.registry],
  });
  readonly playedBytes = new Counter({
    name: 'workcompanion_playback_bytes_total',
    help: 'Decrypted bytes sent to viewers.',
    registers: [this.registry],
  });
  readonly coldReads = new Counter({
    name: 'workcompanion_cold_reads_total',
    help: 'Reads of footage without a local copy: cached, archive, or the code they failed with.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly damagedReads = new Counter({
    name: 'workcompanion_damaged_reads_total',
    help: 'Reads for viewers that ended because the bytes were not those that the device signed.',
    registers: [this.registry],
  });

  /** With the memory, CPU and event loop of this process, and its connections to PostgreSQL. */
  static ofProcess(pool: DatabaseConnection['pool']): PortalMetrics {
    const metrics = new PortalMetrics();
    new Gauge({
      name: 'workcompanion_database_connections',
      help: 'Connections to PostgreSQL: open, idle of those, most there may be; and who waits for one.',
      labelNames: ['state'],
      registers: [metrics.registry],
      collect() {
        this.set({ state: 'open' }, pool.totalCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'most' }, pool.options.max);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
    collectDefaultMetrics({ register: metrics.registry });
    return metrics;
  }
}

/** A label with few values: the closed codes, and `internal` for what nobody foresaw. */
export function errorCodeOf(error: unknown): ErrorCode {
  return isAppError(error) ? error.code : 'internal';
}
