const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** "2 h 5 min", "21 min", "40 s": as exact as anybody waits for. */
export function timeWords(seconds: number): string {
  if (seconds < MINUTE) return `${Math.ceil(seconds)} s`;
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const hours = Math.floor(seconds / HOUR);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`;
}
