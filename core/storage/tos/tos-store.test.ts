import { describeBlobStore } from '../blob-store-contract.ts';
import { startTosServer } from '../testing/tos-server/start-tos-server.ts';
import { TosStore } from './tos-store.ts';

describeBlobStore('TosStore', async () => {
  const server = await startTosServer({ port: 0 });
  const { region, ...credentials } = server.credentials;
  const store = new TosStore({
    endpoint: server.endpoint,
    bucket: server.bucket,
    region,
    credentials,
    secure: false,
  });
  return {
    store,
    dispose: async () => {
      await store.close();
      await server.close();
    },
  };
});
