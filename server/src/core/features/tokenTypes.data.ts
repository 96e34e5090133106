// The types of semantic tokens, in the order of their numbers: LSP's own names, so that every theme has a colour for them.
export const tokenTypes = ['class', 'namespace', 'variable', 'property', 'enumMember', 'number', 'parameter'] as const;

export type TokenType = (typeof tokenTypes)[number];
