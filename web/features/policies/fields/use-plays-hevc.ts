import { useEffect, useState } from 'react';

/** H.265 of a full HD screen. */
const HEVC = 'video/mp4; codecs="hvc1.1.6.L120.B0"';

/** Whether this browser plays H.265, as the player would; null until it was asked. */
export function usePlaysHevc(): boolean | null {
  const [plays, setPlays] = useState<boolean | null>(null);
  useEffect(() => setPlays('MediaSource' in window && MediaSource.isTypeSupported(HEVC)), []);
  return plays;
}
