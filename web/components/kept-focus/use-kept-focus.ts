import { useEffect } from 'react';
import { nearest, type Place, placeOf } from './place.ts';

const LAYER = '[role="dialog"], [role="menu"]';
/** It goes by itself: nobody's place. */
const TOAST = '[role="alert"]';

/**
 * Whoever works by keyboard keeps their place: when a row goes with the control that has the focus, or a toast
 * with its button, the focus would fall to the top of the page. A dialog that goes leads back to the layer under it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let path = '';
    /** The last place of each layer, the latest first. */
    let places: readonly { readonly layer: Element | null; readonly place: Place }[] = [];
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (path !== location.pathname) places = [];
      path = location.pathname;
      last = target;
      if (target.closest(TOAST) !== null) return;
      const layer = target.closest(LAYER);
      const others = places.filter(
        (each) => each.layer !== layer && each.layer?.isConnected !== false,
      );
      places = [{ layer, place: placeOf(target) }, ...others];
    };
    const mend = (): void => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      if (path !== location.pathname) last = null;
      // A control that works just now takes no focus: it is tried again when that is over.
      else
        places
          .map(({ place }) => nearest(place))
          .find((next) => next !== null)
          ?.focus();
    };
    const observer = new MutationObserver(mend);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
    };
  }, []);
}
