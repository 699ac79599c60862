/** Minutes since midnight as "02:00". */
export function windowTimes(window: { readonly from: number; readonly to: number }) {
  return { from: clock(window.from), to: clock(window.to) };
}

function clock(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
