// Style sheets as esbuild takes them: imported for their effect, with nothing inside that code could name.
declare module '*.css';
