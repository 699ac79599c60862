import { type RefObject, useEffect } from 'react';
import type { ViewportControl } from '../context/use-viewport.ts';
import { microsAt, wheelFactor } from '../context/viewport.ts';

interface WheelOptions {
  readonly width: number;
  readonly viewport: ViewportControl;
}

/** Up and down zooms at the pointer (a pinch on a touchpad too), sideways or with Shift pans. */
export function useWheel(ref: RefObject<HTMLElement | null>, options: WheelOptions): void {
  const { width, viewport } = options;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view, zoom, pan } = viewport;
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (isSideways && !event.ctrlKey) {
        const delta = event.deltaX === 0 ? event.deltaY : event.deltaX;
        pan((delta / Math.max(1, width)) * (view.to - view.from));
        return;
      }
      const { left } = element.getBoundingClientRect();
      // A touchpad's pinch comes as small steps with Ctrl.
      const delta = event.ctrlKey ? event.deltaY * 5 : event.deltaY;
      zoom(microsAt(view, width, event.clientX - left), wheelFactor(delta));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref, width, viewport]);
}
