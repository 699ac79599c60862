import { Agent } from 'node:http';
import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { PutRequest } from '@workcompanion/core/storage/blob-store';
import { ObjectRequests } from '@workcompanion/core/storage/remote/object-requests';
import { DEFAULT_TIMEOUTS } from '@workcompanion/core/storage/remote/remote-timeouts';
import { TOS, TosStore, tosAddress } from '@workcompanion/core/storage/remote/tos-store';

/** A store whose puts overwrite whatever is there, as a client does that knows no better. */
export class BlindTos extends TosStore {
  readonly #requests: ObjectRequests;

  constructor(store: ArchiveStoreOptions) {
    if (store.kind !== 'tos') throw new Error('not TOS');
    super(store.options);
    this.#requests = new ObjectRequests(
      TOS,
      { ...store.options, address: tosAddress(store.options) },
      { agent: new Agent({ keepAlive: true }), timeouts: DEFAULT_TIMEOUTS },
    );
  }

  override async put(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { size, signal }: PutRequest,
  ): Promise<void> {
    const headers = { 'content-length': String(size) };
    await this.#requests.send({ method: 'PUT', key, body, headers, signal });
  }
}
