import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { readTimelinePalette, type TimelinePalette } from './timeline-palette.ts';

type Paint = (pen: CanvasRenderingContext2D, width: number, palette: TimelinePalette) => void;

/**
 * A canvas as wide as its box and as sharp as the screen. Painted anew when `paint` changes (keep it
 * stable), with the width, and with the colour scheme.
 */
export function useCanvas(height: number, paint: Paint) {
  const { ref: boxRef, width } = useElementSize();
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes what the palette reads.
  useEffect(() => {
    const canvas = canvasRef.current;
    const pen = canvas?.getContext('2d');
    if (canvas === null || !pen || width === 0) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      paint(pen, width, readTimelinePalette());
    });
    return () => cancelAnimationFrame(frame);
  }, [width, height, paint, scheme]);
  return { boxRef, canvasRef, width };
}
