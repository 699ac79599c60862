import type { S3Client } from '@aws-sdk/client-s3';
import { agentOptions, DEFAULT_TIMEOUTS } from '../remote/remote-timeouts.ts';
import type { S3StoreOptions } from './s3-store-options.ts';

export type S3Sdk = typeof import('@aws-sdk/client-s3');

export interface OpenedS3 {
  readonly client: S3Client;
  /** The commands, loaded with the client. */
  readonly sdk: S3Sdk;
}

/** The SDK would warn on the console of what its errors say anyway. */
const silent = () => undefined;
const SILENT = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/**
 * Without the SDK's own checksums, retries and waiting for "100 Continue": many servers know none of
 * them, and sums, retries and conditions are ours. Loaded late: it costs as much as all the rest.
 */
export async function openS3Client(options: S3StoreOptions): Promise<OpenedS3> {
  const sdk = await import('@aws-sdk/client-s3');
  const agent = agentOptions(options.connections);
  const client = new sdk.S3Client({
    endpoint: options.endpoint,
    region: options.region,
    credentials: options.credentials,
    forcePathStyle: options.pathStyle ?? true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
    maxAttempts: 1,
    logger: SILENT,
    requestHandler: {
      connectionTimeout: options.timeouts?.connectMs ?? DEFAULT_TIMEOUTS.connectMs,
      httpAgent: agent,
      httpsAgent: { ...agent, ...(options.ca === undefined ? {} : { ca: options.ca }) },
    },
  });
  return { client, sdk };
}
