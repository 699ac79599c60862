/** What an element scrolls in: the nearest box that scrolls, or the document. */
export function scrollParent(element: Element): Element {
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    const { overflowY } = getComputedStyle(box);
    if (overflowY === 'auto' || overflowY === 'scroll') return box;
  }
  return document.scrollingElement ?? document.documentElement;
}
