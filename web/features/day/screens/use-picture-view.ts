import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';

/** What of a picture is shown: `scale` 1 is all of it; `x` and `y` shift it, in parts of its size. */
export interface PictureView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A place in the picture's box, each from 0 to 1. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: PictureView = { scale: 1, x: 0, y: 0 };
const CLOSEST = 12;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** Never beyond an edge: a zoomed picture fills its box. */
function inside({ scale, x, y }: PictureView): PictureView {
  const size = clamp(scale, 1, CLOSEST);
  return { scale: size, x: clamp(x, 1 - size, 0), y: clamp(y, 1 - size, 0) };
}

/** Zooms by `factor` and keeps what is under `spot` where it is. */
export function zoomPicture(view: PictureView, factor: number, spot: Spot): PictureView {
  const scale = clamp(view.scale * factor, 1, CLOSEST);
  const by = scale / view.scale;
  return inside({ scale, x: spot.x - (spot.x - view.x) * by, y: spot.y - (spot.y - view.y) * by });
}

export function movePicture(view: PictureView, by: Spot): PictureView {
  return inside({ ...view, x: view.x + by.x, y: view.y + by.y });
}

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
