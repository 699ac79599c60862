/** Which words say how much a screen changed, of 100. */
export function describeChange(change: number): 'still' | 'little' | 'some' | 'much' {
  if (change < 5) return 'still';
  if (change < 35) return 'little';
  return change < 65 ? 'some' : 'much';
}
