import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { MANIFEST, MANIFEST_SEAL } from '@workcompanion/core/evidence/package-documents';
import { NO_TRUST } from '@workcompanion/core/evidence/trust';
import type { Verdict } from '@workcompanion/core/evidence/verdict';
import type { SealedManifest } from '@workcompanion/core/evidence/write-package';

/** What lies in a package, to be read as often as it is needed. */
export type PackageContent = string | (() => AsyncIterable<Uint8Array>);

/** Checks what will be in a package, before it is sealed: its report has to lie in it. */
export function examineDraft(
  { manifest, text, seal }: SealedManifest,
  contents: ReadonlyMap<string, PackageContent>,
  signal: AbortSignal,
): Promise<Verdict> {
  const all = new Map([...contents, [MANIFEST, text], [MANIFEST_SEAL, seal]]);
  const sizes = new Map(manifest.files.map(({ path, bytes }) => [path, bytes]));
  const entries = [...all].map(([path, content]) => ({
    path,
    bytes: sizes.get(path) ?? (typeof content === 'string' ? Buffer.byteLength(content) : 0),
    isDeflated: false,
  }));
  const stream = (path: string) => piecesOf(all.get(path));
  return checkPackage(
    { entries, ambiguity: null, stream },
    { trust: NO_TRUST, onProgress: () => undefined, signal },
  );
}

async function* piecesOf(content: PackageContent | undefined): AsyncIterable<Uint8Array> {
  if (typeof content === 'function') yield* content();
  else if (content !== undefined) yield Buffer.from(content);
}
