/** Of 256: noise of the encoder stays below, the smallest window does not. */
const MOST_SPREAD = 3;
/** The mouse is drawn into whatever was captured, and lies on so many pixels of the small picture. */
const MOUSE_PIXELS = 4;

/** Whether a picture is of one colour all over, black as a rule: a capture that shows nothing. */
export function isBlank(brightness: Buffer): boolean {
  const sorted = brightness.toSorted();
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const others = sorted.filter((value) => Math.abs(value - middle) > MOST_SPREAD);
  return others.length <= MOUSE_PIXELS;
}
