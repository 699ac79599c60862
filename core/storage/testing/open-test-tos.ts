import { TosStore, type TosStoreOptions } from '../remote/tos-store.ts';
import {
  startTosServer,
  type TosServer,
  type TosServerOptions,
} from './tos-server/start-tos-server.ts';

/** A test server and a store on it, with short clocks. */
export async function openTestTos(
  options: Partial<TosStoreOptions> = {},
  serverOptions: Partial<TosServerOptions> = {},
): Promise<{ server: TosServer; store: TosStore; dispose: () => Promise<void> }> {
  const server = await startTosServer({ port: 0, ...serverOptions });
  const store = new TosStore({ ...storeOptionsFor(server), ...options });
  return {
    server,
    store,
    dispose: async () => {
      await store.close();
      await server.close();
    },
  };
}

/** For tests that let nothing stall: a busy machine is no store that does. */
export const PATIENT = {
  timeouts: { connectMs: 10_000, idleMs: 10_000, totalMs: 30_000 },
} as const;

export function patientOptionsFor(server: TosServer): TosStoreOptions {
  return { ...storeOptionsFor(server), ...PATIENT };
}

export function storeOptionsFor(server: TosServer): TosStoreOptions {
  const { region, ...credentials } = server.credentials;
  return {
    endpoint: server.endpoint,
    bucket: server.bucket,
    region,
    credentials,
    secure: false,
    timeouts: { connectMs: 1000, idleMs: 400, totalMs: 10_000 },
  };
}
