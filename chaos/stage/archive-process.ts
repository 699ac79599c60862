import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Operation } from '@workcompanion/core/storage/testing/tos-server/faults';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { KeptProcess, type KeptProcessOptions } from './kept-process.ts';
import { until } from './until.ts';

const MAIN = join(import.meta.dirname, '../../core/storage/testing/tos-server/main.ts');
const STARTS_WITHIN_MS = 30_000;

/** How many of each hundred requests of a kind go wrong, each in its own way. */
const FAULTS: readonly (readonly [percent: number, operation: Operation, fault: Fault])[] = [
  [8, 'put', { kind: 'status', status: 500, code: 'InternalError' }],
  [8, 'put', { kind: 'status', status: 503, code: 'ServiceUnavailable' }],
  [4, 'put', { kind: 'bad-gateway' }],
  [8, 'put', { kind: 'cut-request', afterBytes: 5_000 }],
  [8, 'put', { kind: 'lost-ack' }],
  [6, 'put', { kind: 'phantom' }],
  [6, 'put', { kind: 'corrupt-store' }],
  [4, 'put', { kind: 'wrong-crc' }],
  [10, 'put', { kind: 'delay', ms: 2_000 }],
  [4, 'put', { kind: 'slow', bytesPerSecond: 50_000 }],
  [12, 'head', { kind: 'status', status: 500, code: 'InternalError' }],
  [8, 'head', { kind: 'status', status: 503, code: 'ServiceUnavailable' }],
  [5, 'head', { kind: 'bad-gateway' }],
  [20, 'head', { kind: 'delay', ms: 1_000 }],
  [20, 'get', { kind: 'cut-response', afterBytes: 3_000 }],
  [20, 'get', { kind: 'flip-download' }],
  [10, 'get', { kind: 'delay', ms: 1_000 }],
];

/** The store that stands in for Volcengine TOS: in memory, so that it is never killed. */
export class ArchiveProcess {
  readonly process: KeptProcess;
  readonly #port: number;
  readonly #said: () => string;

  private constructor(process: KeptProcess, port: number, said: () => string) {
    this.process = process;
    this.#port = port;
    this.#said = said;
  }

  static async start(
    options: Pick<KeptProcessOptions, 'logFile' | 'onFailure'>,
  ): Promise<ArchiveProcess> {
    const port = await freePort();
    const args = [MAIN, '--unsigned', '--port', String(port)];
    const kept = new KeptProcess({ name: 'the archive', args, ...options });
    kept.start();
    const said = () => readFileSync(options.logFile, 'utf8');
    if (!(await until(() => said().includes('\n'), STARTS_WITHIN_MS)))
      throw new Error('the store has not started');
    return new ArchiveProcess(kept, port, said);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What portal and workers need to use it. */
  settings(): Record<string, string> {
    const { endpoint, bucket, credentials } = JSON.parse(this.#said().split('\n', 1)[0] ?? '');
    return {
      ARCHIVE_KIND: 'tos',
      ARCHIVE_TLS: 'false',
      ARCHIVE_ENDPOINT: endpoint,
      ARCHIVE_BUCKET: bucket,
      ARCHIVE_REGION: credentials.region,
      ARCHIVE_ACCESS_KEY_ID: credentials.accessKeyId,
      ARCHIVE_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
  }

  /** About half of its answers are bad or late from now on. */
  async misbehave(): Promise<void> {
    for (const [percent, operation, fault] of FAULTS)
      await this.#control('POST', { operation, fault, probability: percent / 100 });
  }

  behave(): Promise<void> {
    return this.#control('DELETE');
  }

  async #control(method: string, rule?: object): Promise<void> {
    const body = rule === undefined ? null : JSON.stringify(rule);
    const answer = await fetch(`${this.url}/_control/faults`, { method, body });
    if (!answer.ok) throw new Error(`the store answered ${answer.status} to ${method} faults`);
  }
}
