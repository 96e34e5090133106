// `node:v8` in a browser, whose engine takes no flags.
export function setFlagsFromString(): void {}
