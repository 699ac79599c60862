import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { TierType, TosClient } from '@volcengine/tos-sdk';
import { agentOptions, DEFAULT_TIMEOUTS } from '../remote/remote-timeouts.ts';
import type { RestoreTier } from '../restorable.ts';
import type { TosStoreOptions } from './tos-store-options.ts';
import type { Transport } from './transport/exchange.ts';
import { tosAdapter } from './transport/tos-adapter.ts';

export interface OpenedTos {
  readonly client: TosClient;
  /** The SDK's names for our tiers. */
  readonly tiers: Readonly<Record<RestoreTier, TierType>>;
}

/** The SDK for requests and signatures, on our own transport. Loaded late: it costs 0.2 s and 22 MB. */
export async function openTosClient(
  options: TosStoreOptions,
  transport: Transport,
): Promise<OpenedTos> {
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
  replaceTransport(client, tosAdapter(transport));
  return {
    client,
    tiers: {
      expedited: Tier.TierExpedited,
      standard: Tier.TierStandard,
      bulk: Tier.TierBulk,
    },
  };
}

/** Safe: axios gives its adapter what `AdapterRequest` names, and takes what `AdapterResponse` has. */
function replaceTransport(client: TosClient, adapter: ReturnType<typeof tosAdapter>): void {
  const { defaults } = client.axiosInst;
  defaults.adapter = adapter as unknown as NonNullable<typeof defaults.adapter>;
}

/** The connections and clocks of one store. Its agent's `destroy` ends them. */
export function openTransport(options: TosStoreOptions): Transport {
  return { agent: openAgent(options), timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts } };
}

function openAgent({ connections, secure, ca }: TosStoreOptions): PlainAgent {
  const pool = agentOptions(connections);
  if (secure === false) return new PlainAgent(pool);
  return new TlsAgent({ ...pool, ...(ca === undefined ? {} : { ca }) });
}
