/** Where the MSI of a release lies. Named by its content: no two uploads can mix. */
export function releaseFile({ sha256 }: { readonly sha256: string }): string {
  return `${sha256}.msi`;
}
