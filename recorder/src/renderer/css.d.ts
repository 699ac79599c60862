/** The bundler takes them in for their effect alone. */
declare module '*.css';
