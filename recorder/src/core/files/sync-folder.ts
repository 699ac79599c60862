import { open } from 'node:fs/promises';

/** Makes names created, renamed or removed in `folder` survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle of a folder to flush; NTFS journals names itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
