import { useEffect, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';

/** The footage counts as there when its frame is so near. */
const NEAR_MICROS = 1_500_000;
/** After the hand has let go the thumbnail waits no longer for the footage. */
const PATIENCE_MS = 2_500;

/** The moment under the hand that drags the playhead, while this lane's footage is not there yet. */
export function useScrubbed(lane: string): number | null {
  const { player } = useDayScope();
  const [micros, setMicros] = useState<number | null>(null);
  useEffect(() => {
    let wish: number | null = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      clearTimeout(patience);
      wish = null;
      setMicros(null);
    };
    const endPreview = player.onPreview.listen((preview) => {
      clearTimeout(patience);
      if (preview === null) patience = setTimeout(stop, PATIENCE_MS);
      else {
        wish = preview;
        setMicros(preview);
      }
    });
    const endFrames = player.onFrame.listen((key, wall) => {
      if (key === lane && wish !== null && Math.abs(wall - wish) < NEAR_MICROS) stop();
    });
    return () => {
      clearTimeout(patience);
      endPreview();
      endFrames();
    };
  }, [player, lane]);
  return micros;
}
