import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { TierType, TosClient } from '@volcengine/tos-sdk';
import { agentOptions } from '../remote/agent-options.ts';
import { DEFAULT_TIMEOUTS } from '../remote/remote-timeouts.ts';
import type { RestoreTier } from '../restorable.ts';
import type { TosStoreOptions } from './tos-store-options.ts';
import { tosAdapter } from './transport/tos-adapter.ts';

export interface OpenedTos {
  readonly client: TosClient;
  /** The SDK's names for our tiers. */
  readonly tiers: Readonly<Record<RestoreTier, TierType>>;
  /** Ends the kept connections. */
  readonly close: () => void;
}

/** The SDK for requests and signatures, on our own transport. Loaded late: it costs 0.2 s and 22 MB. */
export async function openTosClient(options: TosStoreOptions): Promise<OpenedTos> {
  const { TosClient: Client, TierType: Tier } = await import('@volcengine/tos-sdk');
  const { accessKeyId, secretAccessKey, stsToken } = options.credentials;
  const client = new Client({
    endpoint: options.endpoint,
    region: options.region,
    bucket: options.bucket,
    secure: options.secure ?? true,
    accessKeyId,
    accessKeySecret: secretAccessKey,
    ...(stsToken === undefined ? {} : { stsToken }),
    maxRetryCount: 0,
    enableCRC: false,
  });
  const agent = openAgent(options);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  replaceTransport(client, tosAdapter({ agent, timeouts }));
  return {
    client,
    tiers: {
      expedited: Tier.TierExpedited,
      standard: Tier.TierStandard,
      bulk: Tier.TierBulk,
    },
    close: () => agent.destroy(),
  };
}

function openAgent(options: TosStoreOptions): PlainAgent {
  const pool = agentOptions(options.connections);
  if (options.secure === false) return new PlainAgent(pool);
  return new TlsAgent({ ...pool, ...(options.ca === undefined ? {} : { ca: options.ca }) });
}

/** Safe: axios gives its adapter what `AdapterRequest` names, and takes what `AdapterResponse` has. */
function replaceTransport(client: TosClient, adapter: ReturnType<typeof tosAdapter>): void {
  const { defaults } = client.axiosInst;
  defaults.adapter = adapter as unknown as NonNullable<typeof defaults.adapter>;
}
