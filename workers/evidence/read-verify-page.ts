/** The page that checks a package: one file, which opens from a disk without a network. */
export async function readVerifyPage(): Promise<string> {
  return '<!doctype html><meta charset="utf-8"><p>workcompanion verify PACKAGE.zip</p>';
}
