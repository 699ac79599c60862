import type { RemoteTimeouts } from '../remote/remote-timeouts.ts';
import type { ArchiveStoreOptions } from './archive-store-options.ts';

/** The same store, asked with another patience; a folder needs none. */
export function withTimeouts(
  store: ArchiveStoreOptions,
  timeouts: RemoteTimeouts,
): ArchiveStoreOptions {
  if (store.kind === 'folder') return store;
  if (store.kind === 'tos') return { ...store, options: { ...store.options, timeouts } };
  return { ...store, options: { ...store.options, timeouts } };
}
