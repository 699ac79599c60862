import type { FileHandle } from 'node:fs/promises';

/** Writes all of `data` at `position`: a write may be short, for instance on a full disk. */
export async function writeWhole(file: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await file.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}
