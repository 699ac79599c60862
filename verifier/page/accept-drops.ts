/** A file that is dropped anywhere on the page. */
export function acceptDrops(target: HTMLElement, onFile: (file: File) => void): void {
  target.addEventListener('dragover', (event) => {
    event.preventDefault();
    target.classList.add('over');
  });
  target.addEventListener('dragleave', () => target.classList.remove('over'));
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    target.classList.remove('over');
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  });
}
