import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { writeMeasured } from '@workcompanion/core/storage/write-measured';
import { copyOut } from '@workcompanion/db/dump/copy-stream';
import type { Client } from 'pg';
import type { BackupManifest } from './backup-manifest.ts';
import type { FileList } from './file-list.ts';

/** Those whose bytes lie in the hot store, by the database's word. */
const LOCAL_SEGMENTS = `
  copy (
    select device_id, id, (extract(epoch from starts_at) * 1000000)::bigint, encode(sha256, 'hex'),
           has_digest_in_key
    from segments where state in ('hot', 'archived', 'quarantined')
  ) to stdout`;

/** Which segments the database of a backup expects in the hot store, against what was copied. */
export class LocalSegments {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes them down, of the moment that the client's transaction sees. */
  async note(client: Client): Promise<void> {
    await writeMeasured(this.#path, copyOut(client, LOCAL_SEGMENTS), { gzip: true });
  }

  /** How many have no file in the copy, or a file that is not what was signed. */
  async compare(list: FileList): Promise<BackupManifest['localSegments']> {
    const rows = createInterface({ input: createReadStream(this.#path).pipe(createGunzip()) });
    const found = { absent: 0, damaged: 0 };
    for await (const row of rows) {
      const [device, segment, micros, sha256 = '', hasDigestInKey] = row.split('\t');
      const key = segmentObjectKey({
        deviceId: DeviceId.parse(device),
        id: SegmentId.parse(segment),
        startsAt: Number(micros),
        sha256,
        hasDigestInKey: hasDigestInKey === 't',
      });
      const file = list.seen('hot', key);
      if (file === null) found.absent += 1;
      else if (file.sha256 !== sha256) found.damaged += 1;
    }
    return found;
  }
}
