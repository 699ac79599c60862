import { open } from 'node:fs/promises';
import { readZipEntries } from '@workcompanion/core/evidence/zip-entries';

/** The bytes of a file that lies stored in a zip, by its name. */
export async function unzipEntry(zip: string, name: RegExp): Promise<Buffer> {
  const file = await open(zip);
  try {
    const { size } = await file.stat();
    const read = async (start: number, end: number) => {
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer;
    };
    const entry = (await readZipEntries({ size, read })).stored.find(({ path }) => name.test(path));
    if (!entry) throw new Error(`${zip} holds no ${name}`);
    return await read(entry.start, entry.start + entry.bytes);
  } finally {
    await file.close();
  }
}
