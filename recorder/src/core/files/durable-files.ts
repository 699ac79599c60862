import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '@workcompanion/core/files/durable-folder';

/** Writes a file so that even after a power cut it holds the whole old or new text. Only the owner can read it. */
export async function writeFileDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    // On a full disk an incomplete file would only take space.
    await file.truncate().catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Writes all of `data` at `position`: a write may be short, for instance on a full disk. */
export async function writeWhole(file: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await file.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}
