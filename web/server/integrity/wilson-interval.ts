/** The quantile of the normal distribution for 95 %. */
const Z = 1.959964;

/**
 * Wilson's interval for a share (1927): where the true share of the whole lies with 95 % confidence,
 * when `hits` of `n` drawn at random have it. Right for small samples and for shares near 1, too.
 */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const centre = share + Z ** 2 / (2 * n);
  const scale = 1 + Z ** 2 / n;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
