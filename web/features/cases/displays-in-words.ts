interface NamedDisplay {
  readonly hostname: string;
  readonly display: string;
}

/** "PC-7 (DP-1, DP-2) · laptop (eDP-1)" */
export function displaysInWords(displays: readonly NamedDisplay[]): string {
  const byComputer = Map.groupBy(displays, ({ hostname }) => hostname);
  return [...byComputer]
    .map(([hostname, of]) => `${hostname} (${of.map(({ display }) => display).join(', ')})`)
    .join(' · ');
}
