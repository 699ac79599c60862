import { useEffect, useState } from 'react';

const secondsUntil = (unixMs: number): number =>
  Math.max(0, Math.ceil((unixMs - Date.now()) / 1000));

/** Counts down, a render a second. */
export function useSecondsUntil(unixMs: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(unixMs));
  useEffect(() => {
    setSeconds(secondsUntil(unixMs));
    const timer = setInterval(() => setSeconds(secondsUntil(unixMs)), 1_000);
    return () => clearInterval(timer);
  }, [unixMs]);
  return seconds;
}
