import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { PutRequest } from '@workcompanion/core/storage/blob-store';
import { openTransport } from '@workcompanion/core/storage/tos/open-tos-client';
import { TosRequests } from '@workcompanion/core/storage/tos/requests/tos-requests';
import { TosStore } from '@workcompanion/core/storage/tos/tos-store';

/** A store whose puts overwrite whatever is there, as a client does that knows no better. */
export class BlindTos extends TosStore {
  readonly #requests: TosRequests;

  constructor(store: ArchiveStoreOptions) {
    if (store.kind !== 'tos') throw new Error('not TOS');
    super(store.options);
    this.#requests = new TosRequests(store.options, openTransport(store.options));
  }

  override async put(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { size, signal }: PutRequest,
  ): Promise<void> {
    const unsigned = { 'content-length': String(size) };
    await this.#requests.send({ method: 'PUT', key, body, unsigned, signal });
  }
}
