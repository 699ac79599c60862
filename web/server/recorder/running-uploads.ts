import { AppError } from '@workcompanion/core/errors';
import type { SegmentId } from '@workcompanion/core/ids';

const RETRY_AFTER_SECONDS = 5;

/**
 * Which segments are being received by this process: one body at a time each. A courtesy that spares
 * work; what keeps bodies apart, on any node, is that each attempt has a file of its own.
 */
export class RunningUploads {
  readonly #ids = new Set<SegmentId>();

  /** Returns how to end it. Throws `upload-in-progress`. */
  begin(segment: SegmentId): () => void {
    if (this.#ids.has(segment)) {
      throw new AppError('upload-in-progress', `Segment ${segment} is being received already.`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    this.#ids.add(segment);
    return () => this.#ids.delete(segment);
  }
}
