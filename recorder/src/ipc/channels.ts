/** Questions of a window, and what is pushed to it. */
export const CHANNEL = 'recorder:request';
export const VIEW_CHANNEL = 'recorder:view';
