import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { movePicture, type PictureView, type Spot, WHOLE, zoomPicture } from './picture-view.ts';

const DOUBLE_CLICK_SCALE = 2.5;
const DRAG_PX = 4;

function spotIn(element: HTMLElement, at: { clientX: number; clientY: number }): Spot {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: (at.clientX - left) / width, y: (at.clientY - top) / height };
}

/**
 * Looking closer at a picture: the wheel and a double click zoom where the pointer is, dragging
 * moves, and Z zooms the first picture on screen at its middle.
 */
export function usePictureView(boxRef: RefObject<HTMLDivElement | null>) {
  const [view, setView] = useState<PictureView>(WHOLE);
  const drag = useRef<{ last: Spot; hasMoved: boolean } | null>(null);
  useEffect(() => {
    const box = boxRef.current;
    if (box === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const factor = Math.exp(Math.min(Math.max(-event.deltaY, -300), 300) * 0.003);
      setView((now) => zoomPicture(now, factor, spotIn(box, event)));
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [boxRef]);
  const toggleAt = useCallback(
    (spot: Spot): void =>
      setView((now) => (now.scale > 1 ? WHOLE : zoomPicture(now, DOUBLE_CLICK_SCALE, spot))),
    [],
  );
  return {
    view,
    reset: (): void => setView(WHOLE),
    toggleAt,
    /** True when a drag has just ended here: the click that follows means nothing. */
    hasDragged: (): boolean => drag.current?.hasMoved === true,
    pointer: {
      onPointerDown: (event: PointerEvent<HTMLDivElement>): void => {
        if (event.button !== 0) return;
        drag.current = { last: spotIn(event.currentTarget, event), hasMoved: false };
      },
      onPointerMove: (event: PointerEvent<HTMLDivElement>): void => {
        const now = drag.current;
        if (now === null || event.buttons === 0 || view.scale === 1) return;
        const spot = spotIn(event.currentTarget, event);
        const by = { x: spot.x - now.last.x, y: spot.y - now.last.y };
        const { width, height } = event.currentTarget.getBoundingClientRect();
        if (!now.hasMoved && Math.hypot(by.x * width, by.y * height) < DRAG_PX) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { last: spot, hasMoved: true };
        setView((current) => movePicture(current, by));
      },
      onDoubleClick: (event: MouseEvent<HTMLDivElement>): void =>
        toggleAt(spotIn(event.currentTarget, event)),
    },
  };
}
