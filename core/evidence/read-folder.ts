import type { PackageReader } from './package-reader.ts';

/** A file of an unpacked package, wherever it lies. */
export interface FolderFile {
  readonly path: string;
  readonly bytes: number;
  readonly open: () => Promise<Blob>;
}

/** A package that somebody has unpacked, read file by file as its zip would be. */
export function readFolder(files: readonly FolderFile[]): PackageReader {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    ambiguity: null,
    entries: files.map(({ path, bytes }) => ({ path, bytes, isDeflated: false })),
    stream: (path) => streamOf(path, byPath.get(path)),
  };
}

async function* streamOf(path: string, file: FolderFile | undefined): AsyncGenerator<Uint8Array> {
  if (file === undefined) throw new Error(`the folder has no ${path}`);
  const reader = (await file.open()).stream().getReader();
  let left = file.bytes;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      left -= value.length;
      if (left < 0) throw new Error(`${path} grew while it was read`);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
