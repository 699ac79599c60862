import { AppError } from '../../errors.ts';
import { DEFAULT_TIMEOUTS, type RemoteTimeouts } from '../remote/remote-timeouts.ts';
import { s3Error } from './s3-error.ts';
import type { S3StoreOptions } from './s3-store-options.ts';

/** Runs calls of the SDK under our clocks, and turns what they throw into our errors. */
export class S3Calls {
  readonly host: string;
  readonly timeouts: RemoteTimeouts;

  constructor(options: S3StoreOptions) {
    this.host = new URL(options.endpoint).host;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  }

  /** `idleMs` of silence at most: for calls without a body to send. */
  ask<T>(use: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    return this.run(use, { limitMs: Math.min(this.timeouts.idleMs, this.timeouts.totalMs) });
  }

  async run<T>(
    use: (abortSignal: AbortSignal) => Promise<T>,
    { limitMs, signals = [] }: { readonly limitMs: number; readonly signals?: AbortSignal[] },
  ): Promise<T> {
    // Not `AbortSignal.timeout`: its timer would outlive the call.
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), limitMs);
    try {
      return await use(AbortSignal.any([clock.signal, ...signals]));
    } catch (error) {
      if (!clock.signal.aborted) throw s3Error(this.host, error);
      const late = `${this.host}: not done within ${limitMs} ms`;
      throw new AppError('unavailable', late, { details: { host: this.host } });
    } finally {
      clearTimeout(timer);
    }
  }
}
